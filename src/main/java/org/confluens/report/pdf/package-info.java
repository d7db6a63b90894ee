/**
 * Reports as PDF, for archives and viewers that show no structured report. The library that makes them stays in here.
 * Imports org.confluens.sr and openhtmltopdf only.
 */
package org.confluens.report.pdf;
