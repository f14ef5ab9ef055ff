/** Reads of global names and of their members, in all the ways they are written. */

const globalObjects = ["globalThis", "window", "self", "global"];

/** Gives `Math.random` for `Math.random`, `Math["random"]` and `globalThis.Math.random`. */
export function memberName(node: Deno.lint.MemberExpression): string | undefined {
  const property = propertyName(node);
  const object = objectName(node.object);
  if (property === undefined || object === undefined) return undefined;
  return globalObjects.includes(object) ? property : `${object}.${property}`;
}

/** Gives the names of `const { random } = Math` as `Math.random`. */
export function destructuredNames(node: Deno.lint.VariableDeclarator): readonly string[] {
  if (node.id.type !== "ObjectPattern" || node.init === null) return [];
  const object = objectName(node.init);
  if (object === undefined) return [];
  const prefix = globalObjects.includes(object) ? "" : `${object}.`;
  return node.id.properties.flatMap((property) =>
    property.type === "Property" && property.key.type === "Identifier"
      ? [`${prefix}${property.key.name}`]
      : []
  );
}

/** Tells whether an identifier reads a variable, and does not just name a property. */
export function isReference(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  if (parent.type === "MemberExpression") return parent.object === node || parent.computed;
  if ("key" in parent && parent.key === node) return "shorthand" in parent && parent.shorthand;
  return parent.type !== "TSQualifiedName" && parent.type !== "LabeledStatement";
}

function objectName(node: Deno.lint.Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? memberName(node) : undefined;
}

function propertyName(node: Deno.lint.MemberExpression): string | undefined {
  const { property } = node;
  if (!node.computed && property.type === "Identifier") return property.name;
  return property.type === "Literal" && typeof property.value === "string"
    ? property.value
    : undefined;
}
