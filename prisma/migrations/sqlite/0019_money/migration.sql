-- CreateTable
CREATE TABLE "TicketShop" (
    "eventId" TEXT NOT NULL PRIMARY KEY,
    "holdMinutes" INTEGER NOT NULL DEFAULT 30,
    "refundSteps" JSONB NOT NULL,
    "sellerZh" TEXT NOT NULL DEFAULT '',
    "sellerEn" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "TicketShop_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TicketType" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL DEFAULT '',
    "noteZh" TEXT NOT NULL DEFAULT '',
    "noteEn" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "price" INTEGER NOT NULL,
    "deposit" INTEGER NOT NULL DEFAULT 0,
    "taxBp" INTEGER NOT NULL DEFAULT 0,
    "capacity" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "perOrder" INTEGER NOT NULL DEFAULT 1,
    "opensAt" DATETIME,
    "closesAt" DATETIME,
    "needsRegistration" BOOLEAN NOT NULL DEFAULT true,
    "registrationKind" TEXT NOT NULL DEFAULT '',
    "isOnSale" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "TicketType_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DiscountCode" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "percentBp" INTEGER NOT NULL DEFAULT 0,
    "amount" INTEGER NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL DEFAULT '',
    "ticketTypeIds" JSONB NOT NULL,
    "capacity" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "opensAt" DATETIME,
    "closesAt" DATETIME,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "TicketOrder" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'held',
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "discount" INTEGER NOT NULL DEFAULT 0,
    "tax" INTEGER NOT NULL DEFAULT 0,
    "codeId" TEXT,
    "keepsSeats" BOOLEAN NOT NULL DEFAULT true,
    "holdUntil" DATETIME NOT NULL,
    "onceKey" TEXT NOT NULL,
    "cancelAsked" BOOLEAN NOT NULL DEFAULT false,
    "fulfilledAt" DATETIME,
    "refunded" INTEGER NOT NULL DEFAULT 0,
    "dispute" TEXT NOT NULL DEFAULT 'none',
    "problem" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "TicketOrder_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrderLine" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "ticketTypeId" TEXT NOT NULL,
    "registrationId" TEXT,
    "openKey" TEXT,
    "quantity" INTEGER NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "unitPrice" INTEGER NOT NULL,
    "unitDeposit" INTEGER NOT NULL,
    "taxBp" INTEGER NOT NULL,
    "discount" INTEGER NOT NULL DEFAULT 0,
    "amount" INTEGER NOT NULL,
    "deposit" INTEGER NOT NULL,
    CONSTRAINT "OrderLine_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "TicketOrder" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OrderLine_ticketTypeId_fkey" FOREIGN KEY ("ticketTypeId") REFERENCES "TicketType" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Payment" (
    "orderId" TEXT NOT NULL PRIMARY KEY,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "sessionId" TEXT,
    "paymentIntentId" TEXT,
    "chargeId" TEXT,
    "url" TEXT NOT NULL DEFAULT '',
    "said" JSONB,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "heard" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Payment_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "TicketOrder" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Refund" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "onceKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'asked',
    "stripeId" TEXT,
    "problem" TEXT NOT NULL DEFAULT '',
    "askedById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Refund_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "TicketOrder" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WebhookEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "type" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "orderId" TEXT,
    "source" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "receivedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Fapiao" (
    "orderId" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "taxNumber" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'wanted',
    "issuedNo" TEXT NOT NULL DEFAULT '',
    "issuedAt" DATETIME,
    "updatedAt" DATETIME NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Fapiao_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "TicketOrder" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "TicketType_eventId_position_idx" ON "TicketType"("eventId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "DiscountCode_eventId_code_key" ON "DiscountCode"("eventId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "TicketOrder_onceKey_key" ON "TicketOrder"("onceKey");

-- CreateIndex
CREATE INDEX "TicketOrder_personId_eventId_idx" ON "TicketOrder"("personId", "eventId");

-- CreateIndex
CREATE INDEX "TicketOrder_state_holdUntil_idx" ON "TicketOrder"("state", "holdUntil");

-- CreateIndex
CREATE UNIQUE INDEX "TicketOrder_eventId_number_key" ON "TicketOrder"("eventId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "OrderLine_openKey_key" ON "OrderLine"("openKey");

-- CreateIndex
CREATE INDEX "OrderLine_orderId_idx" ON "OrderLine"("orderId");

-- CreateIndex
CREATE INDEX "OrderLine_registrationId_idx" ON "OrderLine"("registrationId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_sessionId_key" ON "Payment"("sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_paymentIntentId_key" ON "Payment"("paymentIntentId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_chargeId_key" ON "Payment"("chargeId");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_onceKey_key" ON "Refund"("onceKey");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_stripeId_key" ON "Refund"("stripeId");

-- CreateIndex
CREATE INDEX "Refund_orderId_idx" ON "Refund"("orderId");

-- CreateIndex
CREATE INDEX "WebhookEvent_orderId_idx" ON "WebhookEvent"("orderId");

-- CreateIndex
CREATE INDEX "WebhookEvent_createdAt_idx" ON "WebhookEvent"("createdAt");

-- Nothing is sold twice, whatever the code above the tables does: more than there is can't be written down.
CREATE TRIGGER "TicketType_within_capacity" BEFORE UPDATE ON "TicketType"
WHEN NEW."taken" > NEW."capacity" OR NEW."taken" < 0
BEGIN
  SELECT RAISE(ABORT, 'more tickets are taken than there are');
END;

CREATE TRIGGER "DiscountCode_within_capacity" BEFORE UPDATE ON "DiscountCode"
WHEN NEW."taken" > NEW."capacity" OR NEW."taken" < 0
BEGIN
  SELECT RAISE(ABORT, 'a code is used more often than it may be');
END;
