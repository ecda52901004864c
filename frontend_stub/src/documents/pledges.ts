import { graphql } from '../graphql/graphql.ts'

export const Organisations = graphql(`
  query Organisations($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Collaborator {
        id
        publicName
        sectors
        state
      }
    }
  }
`)

export const PledgePreview = graphql(`
  query PledgePreview($needId: ID!, $collaboratorId: ID!, $quantity: Int!, $scheduledOn: Date) {
    pledgePreview(needId: $needId, collaboratorId: $collaboratorId, quantity: $quantity, scheduledOn: $scheduledOn) {
      wouldBeAccepted
      remaining
      expiresAt
      verdict
      registeredRecipients
      eligibleRecipients
      problems {
        code
        message
      }
      overlaps {
        window
        recipients
        nextFree
        refuses
      }
    }
  }
`)

export const PledgePlace = graphql(`
  mutation PledgePlace($input: PledgePlaceInput!) {
    pledgePlace(input: $input) {
      pledge {
        id
      }
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

export const PledgeRow = graphql(`
  fragment PledgeRow on Pledge {
    id
    state
    quantity
    delivered
    confirmed
    remaining
    scheduledOn
    expiresAt
    createdAt
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
      unit {
        id
        name
      }
      place {
        name
      }
    }
  }
`)

export const Pledges = graphql(
  `
    query Pledges($filter: PledgeFilter, $first: Int!, $after: String) {
      pledges(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...PledgeRow
        }
      }
    }
  `,
  [PledgeRow],
)

export const PledgePage = graphql(
  `
    query PledgePage($id: ID!) {
      pledge(id: $id) {
        ...PledgeRow
        version
        viewerCanCancel {
          allowed
        }
        viewerCanAllocate {
          allowed
        }
        viewerCanReportDelivery {
          allowed
          message
        }
        need {
          id
          sector
          unit {
            id
            address
          }
        }
        allocations {
          id
          quantity
          state
          recipient {
            name
          }
        }
      }
    }
  `,
  [PledgeRow],
)

export const PledgeDeliveries = graphql(`
  query PledgeDeliveries($pledgeId: ID!) {
    deliveries(filter: { pledgeId: $pledgeId }, first: 50) {
      nodes {
        id
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
        confirmations {
          id
          createdAt
          quantity
          isDispute
          note
        }
      }
    }
  }
`)

export const RecipientsToHelp = graphql(`
  query RecipientsToHelp($unitId: ID!, $sector: String!) {
    recipients(unitId: $unitId, sector: $sector, first: 100) {
      nodes {
        id
        name
        verdict
        state
      }
    }
    sector(code: $sector) {
      recipientKind
    }
  }
`)

export const PledgeAllocate = graphql(`
  mutation PledgeAllocate($input: PledgeAllocateInput!) {
    pledgeAllocate(input: $input) {
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

export const PledgeCancel = graphql(`
  mutation PledgeCancel($input: PledgeCancelInput!) {
    pledgeCancel(input: $input) {
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

export const DeliveryReport = graphql(`
  mutation DeliveryReport($input: DeliveryReportInput!) {
    deliveryReport(input: $input) {
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
