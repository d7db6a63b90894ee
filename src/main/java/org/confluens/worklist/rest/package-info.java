/**
 * The worklist over HTTP: {@code /api/worklist}, in our own JSON and in the DICOM JSON model.
 * May import the pure core, {@code config}, {@code security}, {@code audit}, {@code web}, its parent and {@code query}.
 * Knows nothing of the database.
 */
package org.confluens.worklist.rest;
