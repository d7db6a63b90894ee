/**
 * Other makers' programs as peers of tests: DCMTK's command line tools, started on free ports.
 * May import the JDK and JUnit, nothing of ours.
 * Where a program is not installed the test is left out with the reason; with CI=true its absence is a failure.
 */
package org.confluens.peer;
