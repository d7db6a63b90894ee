/**
 * Wires and starts everything: configuration check, data source, schema, DICOM listener, REST application, health.
 * May import every room; no room imports it.
 */
package org.confluens.app;
