-- CreateTable
CREATE TABLE "RequestNews" (
    "personId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "toldKind" TEXT NOT NULL DEFAULT '',

    PRIMARY KEY ("personId", "requestId")
);

-- CreateIndex
CREATE INDEX "RequestNews_personId_eventId_idx" ON "RequestNews"("personId", "eventId");
