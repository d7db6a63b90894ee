/**
 * Scheduled procedure steps: the order book behind the modality worklist and the state that modalities report back.
 * Holds the steps, their states and the events of their life; the DICOM services are in its sub-packages.
 * May import the pure core, {@code config}, {@code security}, {@code audit}, {@code transaction} and {@code web}; no other feature.
 */
package org.confluens.worklist;
