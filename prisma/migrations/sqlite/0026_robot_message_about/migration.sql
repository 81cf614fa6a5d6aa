-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_RobotMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "robotId" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "triedAt" DATETIME,
    "sentAt" DATETIME,
    CONSTRAINT "RobotMessage_robotId_fkey" FOREIGN KEY ("robotId") REFERENCES "EventRobot" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_RobotMessage" ("attempts", "createdAt", "error", "fact", "id", "robotId", "sentAt", "state", "text", "triedAt") SELECT "attempts", "createdAt", "error", "fact", "id", "robotId", "sentAt", "state", "text", "triedAt" FROM "RobotMessage";
DROP TABLE "RobotMessage";
ALTER TABLE "new_RobotMessage" RENAME TO "RobotMessage";
CREATE INDEX "RobotMessage_robotId_state_createdAt_idx" ON "RobotMessage"("robotId", "state", "createdAt");
CREATE INDEX "RobotMessage_robotId_triedAt_idx" ON "RobotMessage"("robotId", "triedAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
