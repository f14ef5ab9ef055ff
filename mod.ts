/**
 * Ports and adapters: application cores as plain functions that take their ports as arguments, and
 * the machinery under them in which state and events are one atomic commit.
 *
 * @example
 * ```ts
 * import { unitOfWork } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 *
 * await unitOfWork({ store, clock, random: systemRandom() }, async (tx) => {
 *   const hall = await tx.get("lamps", "hall");
 *   if (hall !== undefined) return;
 *   tx.put({ collection: "lamps", id: "hall", value: { lit: true } });
 *   tx.append("lamp-hall", [{ type: "LampLit", data: { room: "hall" } }]);
 * });
 * ```
 *
 * @module
 */

// Kernel
export type { Brand } from "./domain/kernel/brand.ts";
export type { Decider } from "./domain/kernel/decider.ts";
export {
  DomainError,
  type ErrorKind,
  InvalidInput,
  isDomainError,
  type Issue,
} from "./domain/kernel/errors.ts";
export type { DomainEvent } from "./domain/kernel/event.ts";
export type { Json } from "./domain/kernel/json.ts";
export {
  addMoney,
  AmountTooLarge,
  compareMoney,
  type Currency,
  CurrencyMismatch,
  isSameMoney,
  type Money,
  type MoneyInput,
  multiplyMoney,
  parseCurrency,
  parseMoney,
  requireSameCurrency,
  subtractMoney,
} from "./domain/kernel/money.ts";
export {
  currencyDecimals,
  formatAmount,
  formatMoney,
  parseMoneyText,
} from "./domain/kernel/money_text.ts";
export { StaleVersion } from "./domain/kernel/stale_version.ts";

// Ports of the machine
export type { CommandContext } from "./application/command_context.ts";
export type { Clock, Log, LogData, NewId, Random } from "./application/ports.ts";

// Store
export {
  type Collection,
  collection,
  type CollectionOptions,
  type CollectionQuery,
  DocumentFromTheFuture,
  type Saved,
  type StagedCollection,
  type Stored,
  type StoredCollection,
} from "./application/store/collection.ts";
export {
  CommitIdReused,
  InvalidChanges,
  InvalidCursor,
  InvalidName,
  InvalidValue,
  LimitExceeded,
  OutcomeUnknown,
  SchemaTooNew,
  StoreClosed,
  StoreUnavailable,
  type Subject,
  UniqueViolation,
  VersionConflict,
} from "./application/store/errors.ts";
export { CommandIdReused, type Done, type Idempotency } from "./application/store/idempotency.ts";
export type { Conflict, RerunLimits } from "./application/store/rerun.ts";
export type {
  Append,
  Changes,
  Check,
  Committed,
  Document,
  DocumentCheck,
  Envelope,
  Expectation,
  Find,
  IndexRange,
  KeyCheck,
  Keys,
  Limits,
  LogPage,
  Metadata,
  NewEvent,
  Page,
  Put,
  Receipt,
  Recorded,
  Store,
} from "./application/store/store.ts";
export {
  type StagedPut,
  type StreamView,
  type Transaction,
  UnitOfWorkEnded,
} from "./application/store/transaction.ts";
export {
  unitOfWork,
  type UnitOfWorkOptions,
  type UnitOfWorkPorts,
} from "./application/store/unit_of_work.ts";
export type { Schema, Upcaster } from "./application/store/upcast.ts";

// Events
export {
  type EventCodec,
  eventCodec,
  EventFromTheFuture,
  type EventSchemas,
  InvalidEvent,
} from "./application/events/codec.ts";
export { BrokenStream, fold } from "./application/events/fold.ts";
export {
  type Decide,
  type Decided,
  decideTogether,
  type Rule,
} from "./application/events/decide_together.ts";
export { handle, type Handled, type HandleOptions } from "./application/events/handle.ts";
export type { Snapshots } from "./application/events/snapshots.ts";
export {
  type StateCache,
  stateCache,
  type StateCacheOptions,
} from "./application/events/state_cache.ts";
export type { StreamKind, StreamState } from "./application/events/stream_state.ts";

// Subscriptions
export {
  type DeadLetter,
  type DeadLetterDetail,
  DeadLetterNotFound,
} from "./application/events/dead_letter.ts";
export {
  type DeadLetterPorts,
  type DeadLetters,
  deadLetters,
  deadLetterStream,
} from "./application/events/dead_letters.ts";
export type { DeadLetterQuery } from "./application/events/list_dead_letters.ts";
export { drain, type DrainOptions } from "./application/events/drain.ts";
export { AttemptAbandoned, AttemptTimedOut } from "./application/events/attempt.ts";
export { type RunOptions, runSubscriptions } from "./application/events/run_subscriptions.ts";
export {
  type Handle,
  InvalidSubscription,
  type RetryPolicy,
  type Subscription,
  subscription,
  type SubscriptionContext,
  SubscriptionHalted,
  type SubscriptionOptions,
  type SubscriptionPolicy,
  type SubscriptionPorts,
  SubscriptionTypesGrown,
} from "./application/events/subscription.ts";
export type { CustomRunnable, Runnable } from "./application/events/runnable.ts";
export type { ErrorRecord } from "./application/events/subscription_records.ts";
export {
  type SubscriptionStatus,
  subscriptionStatus,
} from "./application/events/subscription_status.ts";
export { waitFor, type WaitPorts } from "./application/events/wait_for.ts";

// Projections
export {
  type Projection,
  projection,
  type ProjectionOptions,
  type ProjectionPorts,
  type ProjectionReader,
  type ReadOptions,
  type ViewOptions,
  type ViewQuery,
} from "./application/events/projection.ts";
export {
  CursorExpired,
  InvalidView,
  NotConsistentYet,
  PositionBeyondHead,
  ProjectionNotFound,
  ProjectionNotRebuilt,
  ProjectionOutdated,
  RebuildHalted,
} from "./application/events/projection_errors.ts";
export { askRebuild, type AskRebuildPorts } from "./application/events/projection_rebuild.ts";
export {
  type Halt,
  type ProjectionStatus,
  projectionStatus,
  type RebuildStatus,
} from "./application/events/projection_status.ts";
export type { Folded, Views } from "./application/events/projection_views.ts";

// Messaging
export {
  type CloudEvent,
  decodeCloudEvent,
  encodeCloudEvent,
  type Extensions,
  UnreadableMessage,
} from "./application/messaging/cloud_event.ts";
export { consume, type ConsumeOptions } from "./application/messaging/consume.ts";
export {
  type ConsumePorts,
  type Consumer,
  InvalidConsumer,
} from "./application/messaging/consumer.ts";
export {
  type ChannelOf,
  channelsOf,
  cloudEventOf,
  consequenceOf,
  recordedOf,
} from "./application/messaging/event_message.ts";
export { type Came, readArrival } from "./application/messaging/arrival.ts";
export { type BusParts, type BusStatus, busStatus } from "./application/messaging/bus_status.ts";
export { inboxOf, MessageNotKept } from "./application/messaging/inbox.ts";
export {
  isOfTopic,
  keyOf,
  type Message,
  parseTopic,
  readMessage,
  topicOf,
  type TopicPattern,
} from "./application/messaging/message.ts";
export {
  type Arrival,
  BusClosed,
  type BusSubscription,
  BusUnavailable,
  type GroupStatus,
  type MessageBus,
  MessageTooLarge,
  type NotTaken,
  PublishFailed,
  type Receive,
  type ReceiveContext,
  type SubscribeOptions,
  type Unreadable,
  type Wanted,
} from "./application/messaging/message_bus.ts";
export {
  type ConsumerStatus,
  type MessagingParts,
  type MessagingStatus,
  messagingStatus,
  type MessagingStatusPorts,
} from "./application/messaging/messaging_status.ts";
export { partitionOf, PARTITIONS } from "./application/messaging/partition.ts";
export {
  type Reaction,
  type ReactionWays,
  reactionWays,
} from "./application/messaging/reaction.ts";
export { moveReactions, type Way } from "./application/messaging/reaction_turns.ts";
export { relay, type RelayOptions } from "./application/messaging/relay.ts";
export { type SetAside, setAsideIn } from "./application/messaging/set_aside.ts";
export { parseWanted } from "./application/messaging/wanted.ts";

// Payments
export {
  PaymentRefused,
  PaymentUnavailable,
  UnknownPayment,
} from "./application/orders/payment_errors.ts";
export type {
  BeginPayment,
  CompletePayment,
  FindPayment,
  Payment,
  PaymentGateway,
  PaymentStatus,
  Refund,
} from "./application/orders/payment_gateway.ts";

// Mail
export type { KeptMail, MailboxQuery, ReadMailbox } from "./application/mail/kept_mail.ts";
export {
  type Email,
  MailRefused,
  MailUnavailable,
  type SendEmail,
} from "./application/mail/send_email.ts";

// Users
export {
  type ChangeUser,
  changeUser,
  type ChangeUserPorts,
} from "./application/users/change_user.ts";
export {
  type DeactivateUser,
  deactivateUser,
  type DeactivateUserPorts,
} from "./application/users/deactivate_user.ts";
export { type GetUser, getUser, type GetUserPorts } from "./application/users/get_user.ts";
export { listUsers, type ListUsersPorts } from "./application/users/list_users.ts";
export type { UserChanges, UserQuery, UserRepository } from "./application/users/ports.ts";
export {
  type RegisterUser,
  registerUser,
  type RegisterUserPorts,
} from "./application/users/register_user.ts";
export {
  CUSTOMER_IMPORTED,
  customerImport,
  type CustomerImportPorts,
} from "./application/users/import_customer.ts";
export type { UserTarget } from "./application/users/require_user.ts";
export { welcomeMail, type WelcomeMailPorts } from "./application/users/send_welcome_mail.ts";
export { userCodec } from "./application/users/user_codec.ts";
export { userRepository } from "./application/users/user_repository.ts";
export { createUsers, type Users, type UsersPorts } from "./application/users/users.ts";
export { type EmailAddress, parseEmailAddress } from "./domain/users/email_address.ts";
export { EmailTaken, UserIsDeactivated, UserNotFound } from "./domain/users/errors.ts";
export type {
  ActiveUser,
  DeactivatedUser,
  User,
  UserChanged,
  UserDeactivated,
  UserEvent,
  UserRegistered,
} from "./domain/users/user.ts";
export { parseUserId, type UserId } from "./domain/users/user_id.ts";
export { parseUserName, type UserName } from "./domain/users/user_name.ts";

// Catalog
export { type Catalog, type CatalogPorts, createCatalog } from "./application/catalog/catalog.ts";
export {
  type CreateProduct,
  createProduct,
  type CreateProductPorts,
} from "./application/catalog/create_product.ts";
export {
  type GetProduct,
  getProduct,
  type GetProductPorts,
} from "./application/catalog/get_product.ts";
export {
  type ListProducts,
  listProducts,
  type ListProductsPorts,
} from "./application/catalog/list_products.ts";
export {
  loadDemoProducts,
  type LoadDemoProductsPorts,
} from "./application/catalog/load_demo_products.ts";
export type {
  ProductChanges,
  ProductQuery,
  ProductRepository,
  SavedReservation,
  StockChanges,
} from "./application/catalog/ports.ts";
export { productCodec } from "./application/catalog/product_codec.ts";
export { productRepository } from "./application/catalog/product_repository.ts";
export {
  type ReleaseOutcome,
  type ReleaseProducts,
  releaseProducts,
  type ReleaseProductsPorts,
} from "./application/catalog/release_products.ts";
export {
  type RepriceProduct,
  repriceProduct,
  type RepriceProductPorts,
} from "./application/catalog/reprice_product.ts";
export type { ProductTarget } from "./application/catalog/require_product.ts";
export {
  type ReserveOutcome,
  type ReserveProducts,
  reserveProducts,
  type ReserveProductsPorts,
} from "./application/catalog/reserve_products.ts";
export { type SetStock, setStock, type SetStockPorts } from "./application/catalog/set_stock.ts";
export { type CategoryId, parseCategoryId } from "./domain/catalog/category_id.ts";
export { PriceTooHigh, ProductNotFound, ReservationDiffers } from "./domain/catalog/errors.ts";
export {
  type Markups,
  type MarkupTable,
  parseMarkups,
  standardMarkups,
} from "./domain/catalog/markups.ts";
export { priceOf } from "./domain/catalog/pricing.ts";
export type {
  Product,
  ProductCreated,
  ProductEvent,
  ProductRepriced,
  StockMoved,
  StockReleased,
  StockReserved,
  StockSet,
} from "./domain/catalog/product.ts";
export { parseProductId, type ProductId } from "./domain/catalog/product_id.ts";
export { parseProductName, type ProductName } from "./domain/catalog/product_name.ts";
export type {
  HeldReservation,
  RefusedReservation,
  ReleasedReservation,
  Reservation,
  ReservationKey,
  ReservationLine,
  ReservationRequest,
} from "./domain/catalog/reservation.ts";

// Orders
export { abandonPayment } from "./application/orders/abandon_payment.ts";
export {
  abandonedPayments,
  type AbandonedPaymentsPorts,
} from "./application/orders/abandoned_payments.ts";
export {
  acceptPayment,
  type JudgePayment,
  type JudgePaymentPorts,
} from "./application/orders/accept_payment.ts";
export { type AddItem, addItem, type AddItemPorts } from "./application/orders/add_item.ts";
export {
  type AwaitSettled,
  awaitSettled,
  type AwaitSettledPorts,
} from "./application/orders/await_settled.ts";
export {
  type CancelOrder,
  cancelOrder,
  type CancelOrderPorts,
} from "./application/orders/cancel_order.ts";
export {
  type ConfirmOrder,
  confirmOrder,
  type ConfirmOrderPorts,
} from "./application/orders/confirm_order.ts";
export {
  type DeliverOrder,
  deliverOrder,
  type DeliverOrderPorts,
} from "./application/orders/deliver_order.ts";
export {
  type FindOrders,
  findOrders,
  type FindOrdersPorts,
} from "./application/orders/find_orders.ts";
export { orderFulfilment } from "./application/orders/fulfilment.ts";
export {
  type FulfilmentContext,
  type FulfilmentPorts,
  PaymentUnsettled,
} from "./application/orders/fulfilment_ports.ts";
export { type GetOrder, getOrder, type GetOrderPorts } from "./application/orders/get_order.ts";
export {
  addressInCustomerId,
  mailCustomer,
  type MailCustomerPorts,
} from "./application/orders/mail_customer.ts";
export { orderCodec } from "./application/orders/order_codec.ts";
export { orderNotices, type OrderNoticesPorts } from "./application/orders/order_notices.ts";
export { orderRepository } from "./application/orders/order_repository.ts";
export { createOrders, type Orders, type OrdersPorts } from "./application/orders/orders.ts";
export {
  type PlaceOrder,
  placeOrder,
  type PlaceOrderPorts,
} from "./application/orders/place_order.ts";
export type {
  FindCustomerAddress,
  FindProduct,
  NoticeContext,
  NotifyCustomer,
  OrderChanges,
  OrderQuery,
  OrderRepository,
  ReleaseStock,
  ReserveStock,
  ResumeFulfilment,
  StockClaim,
  StockOutcome,
  StockRequest,
} from "./application/orders/ports.ts";
export {
  type RemoveItem,
  removeItem,
  type RemoveItemPorts,
} from "./application/orders/remove_item.ts";
export {
  type ReportPayment,
  reportPayment,
  type ReportPaymentPorts,
} from "./application/orders/report_payment.ts";
export type { OrderTarget } from "./application/orders/require_order.ts";
export { redriveFulfilment } from "./application/orders/resume_fulfilment.ts";
export { type ShipOrder, shipOrder, type ShipOrderPorts } from "./application/orders/ship_order.ts";
export { type CustomerId, parseCustomerId } from "./domain/orders/customer_id.ts";
export {
  ConfirmationRefused,
  ItemNotFound,
  NoSuchProduct,
  OrderEmpty,
  OrderNotCancellable,
  OrderNotFound,
  OrderNotModifiable,
  OrderNotPending,
  OrderNotReady,
  OtherCurrency,
  PaymentNotInDoubt,
  ProductNotAvailable,
  RefundFailed,
  TooManyItems,
} from "./domain/orders/errors.ts";
export {
  type CancelledOrder,
  type CancellingOrder,
  type ConfirmedOrder,
  type ConfirmingOrder,
  type DeliveredOrder,
  type FailedAttempt,
  isUnsettled,
  type Order,
  type OrderRefund,
  type PendingOrder,
  type ShippedOrder,
} from "./domain/orders/order.ts";
export type {
  CancellationStarted,
  ConfirmationFailed,
  ConfirmationStarted,
  ItemAdded,
  ItemRemoved,
  OrderCancelled,
  OrderConfirmed,
  OrderDelivered,
  OrderEvent,
  OrderPlaced,
  OrderReopened,
  OrderShipped,
  PaymentAbandoned,
  PaymentBegun,
  RefundRefused,
} from "./domain/orders/order_events.ts";
export { type OrderId, parseOrderId } from "./domain/orders/order_id.ts";
export {
  lineTotal,
  type OrderItem,
  type ProductFacts,
  totalOf,
} from "./domain/orders/order_item.ts";
export { parsePaymentMethod, type PaymentMethod } from "./domain/orders/payment_method.ts";

// Accounts
export { accountBalances, type AccountView } from "./application/accounts/account_balances.ts";
export { accountCodec } from "./application/accounts/account_codec.ts";
export { type AccountEntry, accountHistory } from "./application/accounts/account_entries.ts";
export {
  type AccountsOptions,
  type AccountStreams,
  accountStreams,
} from "./application/accounts/account_streams.ts";
export {
  type Accounts,
  type AccountsPorts,
  createAccounts,
} from "./application/accounts/accounts.ts";
export type { AccountTarget } from "./application/accounts/change_accounts.ts";
export { closeAccount, type CloseAccountCommand } from "./application/accounts/close_account.ts";
export { depositMoney, type DepositMoneyCommand } from "./application/accounts/deposit_money.ts";
export { type GetAccount, getAccount } from "./application/accounts/get_account.ts";
export {
  type AccountBalance,
  type GetAccountBalance,
  getAccountBalance,
} from "./application/accounts/get_account_balance.ts";
export {
  type GetAccountHistory,
  getAccountHistory,
} from "./application/accounts/get_account_history.ts";
export {
  type BalancePoint,
  type GetAccountTimeline,
  getAccountTimeline,
} from "./application/accounts/get_account_timeline.ts";
export { type ListAccounts, listAccounts } from "./application/accounts/list_accounts.ts";
export {
  openAccount,
  type OpenAccountCommand,
  type OpenAccountPorts,
} from "./application/accounts/open_account.ts";
export type { ChangeAccountPorts, ReadAccountPorts } from "./application/accounts/ports.ts";
export {
  transferMoney,
  type TransferMoneyCommand,
  type TransferMoneyPorts,
  type Transferred,
} from "./application/accounts/transfer_money.ts";
export { withdrawMoney, type WithdrawMoneyCommand } from "./application/accounts/withdraw_money.ts";
export type {
  Account,
  AccountClosed,
  AccountCreated,
  AccountEvent,
  AccountState,
  ClosedAccount,
  MoneyDeposited,
  MoneyMoved,
  MoneyWithdrawn,
  NoAccount,
  OpenAccount,
  TransferSide,
} from "./domain/accounts/account.ts";
export {
  type AccountCommand,
  accountDecider,
  type CloseAccount,
  type CreateAccount,
  type DepositMoney,
  type WithdrawMoney,
} from "./domain/accounts/account_decider.ts";
export { type AccountId, parseAccountId } from "./domain/accounts/account_id.ts";
export { type AccountOwner, parseAccountOwner } from "./domain/accounts/account_owner.ts";
export {
  AccountAlreadyExists,
  AccountIsClosed,
  AccountNotFound,
  AccountNotOpenedYet,
  AccountVersionNotReached,
  AmountNotPositive,
  BalanceNotZero,
  ImpossibleAccountHistory,
  InsufficientFunds,
  OpeningBalanceNegative,
  TransferToSameAccount,
} from "./domain/accounts/errors.ts";
