type Named = { name: string; quantity: number; amount: number }

/**
 * What the payment page lists: whatever bears one name is one line, since that page takes a hundred lines and a group has
 * more. Amounts in minor units. Source: Stripe, Create a Checkout Session, `line_items`.
 */
export function paymentLines(named: readonly Named[]): { name: string; amount: number }[] {
  const merged = new Map<string, Named>()
  for (const line of named) {
    const before = merged.get(line.name)
    merged.set(line.name, before ? { ...before, quantity: before.quantity + line.quantity, amount: before.amount + line.amount } : line)
  }
  return [...merged.values()].filter(({ amount }) => amount > 0).map(({ name, quantity, amount }) => ({ name: quantity > 1 ? `${name} × ${quantity}` : name, amount }))
}
