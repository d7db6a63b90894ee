/**
 * DICOMweb as a client (PS3.18): stores, searches and retrieves over HTTP.
 *
 * <p>Imports {@code dicom.data} and the JDK only.
 */
package org.confluens.dicom.web;
