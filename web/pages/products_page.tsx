/** All products. */

import type { Stored } from "../../application/store/collection.ts";
import type { Page } from "../../application/store/store.ts";
import type { Markups } from "../../domain/catalog/markups.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { AppContext } from "../app_env.ts";
import { productAddress } from "../product_address.ts";
import { Cell, DataTable, Row } from "./data_table.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { Pager } from "./pager.tsx";
import { CategoryLink, markupText } from "./product_facts.tsx";

/** Lists a page of products, each with how its price came about. */
export function productsPage(
  c: AppContext,
  { items, next }: Page<Stored<Product>>,
  markups: Markups,
): Promise<string> {
  const category = c.req.query("category");
  const content = (
    <>
      <h1>{category === undefined ? "Products" : `Products in ${category}`}</h1>
      <p class="lead">
        A price is the base price and the markup of the category on top of it, rounded half up.
      </p>
      {items.length === 0
        ? <NoProducts isFiltered={category !== undefined} />
        : (
          <DataTable caption="Products" columns={columns}>
            {items.map((product) => (
              <ProductRow key={product.id} product={product} markups={markups} />
            ))}
          </DataTable>
        )}
      <Pager c={c} next={next} label="Next products" />
      <p class="actions">
        <a class="button" href="/demo/product">Create a product</a>
        {category !== undefined && <a href="/products">All products</a>}
      </p>
    </>
  );
  return renderPage(c, "Products", content);
}

const columns = ["Product", "Category", "Base price", "Markup", "Price", "Stock"];

interface ProductRowProps {
  readonly product: Product;
  readonly markups: Markups;
}

function ProductRow({ product, markups }: ProductRowProps): Html {
  const { id, name, categoryId, basePrice, price, stock } = product;
  return (
    <Row>
      <Cell of="Product">
        <a href={productAddress(id)}>{name}</a>
      </Cell>
      <Cell of="Category">
        <CategoryLink categoryId={categoryId} />
      </Cell>
      <Cell of="Base price">
        <span class="amount">{formatMoney(basePrice)}</span>
      </Cell>
      <Cell of="Markup">
        <span class="amount">{markupText(product, markups)}</span>
      </Cell>
      <Cell of="Price">
        <strong class="amount">{formatMoney(price)}</strong>
      </Cell>
      <Cell of="Stock">{stock}</Cell>
    </Row>
  );
}

function NoProducts({ isFiltered }: { readonly isFiltered: boolean }): Html {
  if (isFiltered) return <p class="notice">There is none of this category.</p>;
  return (
    <>
      <p class="notice">There is none yet. Create one, or take those of the demo.</p>
      <form method="post" action="/forms/products/demo">
        <button type="submit" class="secondary">Load a laptop, a mouse and a keyboard</button>
      </form>
    </>
  );
}
