import { createElement, Fragment } from "react";

export { Fragment };
export const jsx = (type, props, key) => createElement(type, key === undefined ? props : { ...props, key });
export const jsxs = jsx, jsxDEV = jsx;
