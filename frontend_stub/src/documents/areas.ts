import { graphql } from '../graphql/graphql.ts'

export const AreaPage = graphql(`
  query AreaPage($code: String!, $first: Int!) {
    area(code: $code) {
      code
      name
      level
      parent
      postalCode
      validTo
    }
    areas(parent: $code, first: $first) {
      nodes {
        code
        name
        level
        gridCol
        gridRow
        postalCode
      }
    }
  }
`)

export const AreaName = graphql(`
  query AreaName($code: String!) {
    area(code: $code) {
      name
    }
  }
`)
