// The three calls that the report makes of Vega (draw.js); the rest is left out of the bundle.
export { View, parse, expressionFunction } from "vega";
export { compile } from "vega-lite";
export { expressionInterpreter } from "vega-interpreter";
