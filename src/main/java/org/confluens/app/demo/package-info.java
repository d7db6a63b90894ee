/**
 * The demonstration that {@code deploy/demo} plays: invented studies, drawn images, and the closed loop from the MR study
 * to the resolved flag, step by step, through the same interfaces that a hospital uses.
 */
package org.confluens.app.demo;
