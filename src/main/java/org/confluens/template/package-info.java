/**
 * Report templates: the XML files of {@code sr-templates}, forms, pre-filling, validation, binding to documents, MRRT.
 * Nothing here knows an item by its name: meaning comes from the roles and codes that the XML gives.
 * May import {@code dicom.data}, {@code sr} and {@code finding}; of Jakarta only JAXB.
 */
package org.confluens.template;
