/** What a product is, and how its price came about. */

import type { Stored } from "../../application/store/collection.ts";
import type { CategoryId } from "../../domain/catalog/category_id.ts";
import { markupOf, type Markups } from "../../domain/catalog/markups.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { subtractMoney } from "../../domain/kernel/money.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { Html } from "./html.ts";

/** What is shown. */
export interface ProductFactsProps {
  readonly product: Stored<Product>;
  readonly markups: Markups;
}

/** Shows everything known about a product. */
export function ProductFacts({ product, markups }: ProductFactsProps): Html {
  const { id, categoryId, basePrice, price, stock, version } = product;
  return (
    <dl>
      <div>
        <dt>Base price</dt>
        <dd>{formatMoney(basePrice)}</dd>
      </div>
      <div>
        <dt>Markup</dt>
        <dd>
          {markupText(product, markups)} for <CategoryLink categoryId={categoryId} />:{" "}
          {formatMoney(subtractMoney(price, basePrice))}
        </dd>
      </div>
      <div>
        <dt>Price</dt>
        <dd class="balance">{formatMoney(price)}</dd>
      </div>
      <div>
        <dt>Stock</dt>
        <dd>{stock}, besides what orders have put aside</dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>{version}</dd>
      </div>
      <div>
        <dt>Id</dt>
        <dd>
          <code>{id}</code>
        </dd>
      </div>
    </dl>
  );
}

/** Leads to all products of a category. */
export function CategoryLink({ categoryId }: { readonly categoryId: CategoryId }): Html {
  return <a href={`/products?category=${encodeURIComponent(categoryId)}`}>{categoryId}</a>;
}

/** Writes a markup in percent. A price stays as it was made, also when markups are others now. */
export function markupText(
  { categoryId, basePrice, price }: Product,
  markups: Markups,
): string {
  const points = markupOf(categoryId, markups);
  const expected = basePrice.amount * points / 10_000;
  const isOfNow = Math.abs(price.amount - basePrice.amount - expected) < 1;
  return isOfNow ? `${points / 100}\u00a0%` : "an earlier one";
}
