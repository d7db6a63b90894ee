/**
 * Structured reports: the content tree, its coded values and relationships, the constraints of each SR IOD, the states
 * of a document, reading, writing and rendering (PS3.3 A.35 and C.17). Imports org.confluens.dicom.data and the JDK only.
 */
package org.confluens.sr;
