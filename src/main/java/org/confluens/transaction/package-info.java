/**
 * The container's transactions for threads that serve DICOM, HL7 or a timer, where those of an interceptor do not hold plain
 * SQL together. Imports nothing of the other rooms.
 */
package org.confluens.transaction;
