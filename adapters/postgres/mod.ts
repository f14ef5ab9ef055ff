/**
 * A store in a PostgreSQL database, for any number of processes and machines.
 *
 * @module
 */

export {};
