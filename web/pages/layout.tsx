/** What all pages have around their content. */

import type { Child } from "hono/jsx";
import type { AppContext } from "../app_env.ts";
import type { Html } from "./html.ts";

/** Renders a whole page. */
export async function renderPage(c: AppContext, title: string, content: Child): Promise<string> {
  const page = <Layout title={title} path={c.req.path}>{content}</Layout>;
  return `<!doctype html>\n${await page}\n`;
}

interface LayoutProps {
  readonly title: string;
  readonly path: string;
  readonly children: Child;
}

function Layout({ title, path, children }: LayoutProps): Html {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{path === "/" ? title : `${title} · Portico`}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <a class="brand" href="/" aria-current={path === "/" ? "page" : undefined}>
            <img src="/icon.svg" alt="" width="28" height="28" />
            Portico
          </a>
          <nav aria-label="Main">
            <NavList links={demos} path={path} />
            <NavList links={operations} path={path} />
          </nav>
        </header>
        <main id="content">{children}</main>
        <footer>
          <p>State and events in one commit; everything else follows from the log.</p>
        </footer>
      </body>
    </html>
  );
}

type Link = readonly [href: string, name: string];

const demos: readonly Link[] = [
  ["/demo/registration", "Registration"],
  ["/users", "Users"],
  ["/accounts", "Accounts"],
  ["/products", "Products"],
  ["/orders", "Orders"],
];
const operations: readonly Link[] = [
  ["/mailbox", "Mailbox"],
  ["/events", "Events"],
  ["/admin/dead-letters", "Dead letters"],
  ["/admin/subscriptions", "Subscriptions"],
  ["/admin/bus", "Bus"],
];

function NavList(
  { links, path }: { readonly links: readonly Link[]; readonly path: string },
): Html {
  return (
    <ul>
      {links.map(([href, name]) => (
        <li>
          <a href={href} aria-current={currentOf(href, path)}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

function currentOf(href: string, path: string): "page" | "true" | undefined {
  if (path === href) return "page";
  return path.startsWith(`${href}/`) ? "true" : undefined;
}
