/**
 * Steps from and to other worklists: files, an upstream worklist server, a system that serves our steps.
 * May import the pure core, {@code config}, {@code audit} and its parent package.
 * File names come from hashes, never from what a data set says.
 */
package org.confluens.worklist.transfer;
