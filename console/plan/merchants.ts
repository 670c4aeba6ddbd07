import type { RegisterMerchantData } from "../../generated/client.ts";
import type { MakeId } from "./ids.ts";

const shops = ["Café Ölmühle", "Corner Bookshop", "Bäckerei Süß", "Toys & More", "Kino 7", "Market Hall"];

/** Plans `count` merchants: two to an owner, every fourth one paid in USD. */
export function planMerchants(count: number, run: string, id: MakeId): RegisterMerchantData[] {
  return Array.from({ length: count }, (_, index) => ({
    merchantId: id("merchant", index),
    name: `${shops[index % shops.length]} ${index + 1}`,
    owner: `merchant-${Math.floor(index / 2)}-${run}`,
    currency: index % 4 === 3 ? "USD" : "EUR",
  }));
}
