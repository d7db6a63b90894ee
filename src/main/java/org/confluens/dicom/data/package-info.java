/**
 * DICOM data sets: elements, character sets, Part 10 files, transfer syntaxes and the JSON model (PS3.5, PS3.6, PS3.10,
 * PS3.18 annex F), read with explicit limits.
 *
 * <p>May import the JDK only.
 */
package org.confluens.dicom.data;
