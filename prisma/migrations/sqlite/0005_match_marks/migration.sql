-- CreateTable
CREATE TABLE "MatchMark" (
    "delegationId" TEXT NOT NULL,
    "otherDelegationId" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "markedById" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("delegationId", "otherDelegationId"),
    CONSTRAINT "MatchMark_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MatchMark_otherDelegationId_fkey" FOREIGN KEY ("otherDelegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "MatchMark_otherDelegationId_idx" ON "MatchMark"("otherDelegationId");
