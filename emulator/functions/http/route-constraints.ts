/** Whether a route value satisfies a constraint. */
export type Constraint = (value: string) => boolean;

/**
 * The inline constraints of ASP.NET routes, such as `int` or `length(2,5)`.
 * @returns undefined when there is no such constraint
 */
export function constraintOf(name: string, argument: string | undefined): Constraint | undefined {
  const [first, second] = (argument ?? "").split(",").map((text) => Number(text.trim()));
  switch (name) {
    case "int":
      return (value) => isInteger(value, 2n ** 31n);
    case "long":
      return (value) => isInteger(value, 2n ** 63n);
    case "bool":
      return (value) => /^(true|false)$/i.test(value);
    case "guid":
      return (value) =>
        /^(\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|\([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\)|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/i.test(
          value,
        );
    case "alpha":
      return (value) => /^[a-z]*$/i.test(value);
    case "float":
    case "double":
    case "decimal":
      return (value) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
    case "datetime":
      return (value) => !Number.isNaN(Date.parse(value));
    case "required":
      return (value) => value !== "";
    default:
      return argument === undefined ? undefined : withArgument(name, argument, first ?? Number.NaN, second);
  }
}

function withArgument(
  name: string,
  argument: string,
  first: number,
  second: number | undefined,
): Constraint | undefined {
  switch (name) {
    case "length":
      return (value) =>
        second === undefined ? value.length === first : value.length >= first && value.length <= second;
    case "minlength":
      return (value) => value.length >= first;
    case "maxlength":
      return (value) => value.length <= first;
    case "min":
      return (value) => isInteger(value, 2n ** 63n) && Number(value) >= first;
    case "max":
      return (value) => isInteger(value, 2n ** 63n) && Number(value) <= first;
    case "range":
      return (value) => isInteger(value, 2n ** 63n) && Number(value) >= first && Number(value) <= (second ?? first);
    case "regex": {
      const pattern = new RegExp(argument, "i");
      return (value) => pattern.test(value);
    }
    default:
      return undefined;
  }
}

function isInteger(value: string, limit: bigint): boolean {
  if (!/^[+-]?\d{1,19}$/.test(value)) return false;
  const number = BigInt(value.replace("+", ""));
  return number < limit && number >= -limit;
}
