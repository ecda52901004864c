import { graphql } from '../graphql/graphql.ts'

export const MyUnits = graphql(`
  query MyUnits {
    viewer {
      units {
        id
        name
        kind
        place {
          name
        }
      }
    }
  }
`)

export const UnitDeliveries = graphql(`
  query UnitDeliveries($unitId: ID!, $first: Int!, $after: String) {
    deliveries(filter: { unitId: $unitId }, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        version
        quantity
        confirmed
        surplus
        state
        deliveredAt
        note
        receiverRole
        proof {
          url
        }
        collaborator {
          publicName
        }
        need {
          item {
            name {
              id
              en
            }
            unit {
              id
              en
            }
          }
        }
        pledge {
          id
        }
        viewerCanConfirm {
          allowed
        }
      }
    }
  }
`)

export const DeliveryConfirm = graphql(`
  mutation DeliveryConfirm($input: DeliveryConfirmInput!) {
    deliveryConfirm(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
      }
    }
  }
`)

export const DeliveryDispute = graphql(`
  mutation DeliveryDispute($input: DeliveryDisputeInput!) {
    deliveryDispute(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
      }
    }
  }
`)

export const UnitNeeds = graphql(`
  query UnitNeeds($unitId: ID!, $first: Int!, $after: String) {
    needs(filter: { unitId: $unitId }, order: NEWEST, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        state
        period
        needed
        remaining
        delivered
        confirmed
        version
        askedFields
        answers {
          outcome
          reason
          at
        }
        sector
        item {
          name {
            id
            en
          }
          unit {
            id
            en
          }
        }
      }
    }
  }
`)

export const SectorsForUnits = graphql(`
  query SectorsForUnits {
    sectors(first: 50) {
      nodes {
        code
        state
        name {
          id
          en
        }
        unitKinds {
          code
        }
      }
    }
  }
`)

export const SectorToAsk = graphql(`
  query SectorToAsk($code: String!) {
    sector(code: $code) {
      items {
        code
        name {
          id
          en
        }
        unit {
          id
          en
        }
      }
      attributes {
        name
        subject
        kind
        unit
        title {
          id
          en
        }
        choices {
          value
          label {
            id
            en
          }
        }
      }
    }
  }
`)

export const NeedPropose = graphql(`
  mutation NeedPropose($input: NeedProposeInput!) {
    needPropose(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
      }
    }
  }
`)

export const NeedRespond = graphql(`
  mutation NeedRespond($input: NeedRespondInput!) {
    needRespond(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
      }
    }
  }
`)
