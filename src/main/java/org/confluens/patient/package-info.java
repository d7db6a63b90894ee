/**
 * Who a patient is: one rule for everything that names one (images, orders, procedure steps, documents, HL7 messages,
 * queries), the identifiers that were merged, and what becomes of it all when two patients turn out to be one. Other
 * features follow {@link org.confluens.patient.PatientMerged} and {@link org.confluens.patient.PatientUpdated} in the same
 * transaction, so that a merge happens to all of them or to none.
 */
package org.confluens.patient;
