/**
 * The configuration: its keys as a table, where their values come from, and the check of each.
 * Also what every feature is given from outside: the clock and the mapping of times to columns.
 * Imports no feature.
 */
package org.confluens.config;
