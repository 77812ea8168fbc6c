import type { IConfiguration } from "dependency-cruiser";

export const arrows: Record<string, string[]>;
declare const configuration: IConfiguration;
export default configuration;
