/**
 * What a modality says about a vein: segments, examinations, verdicts and kinds of finding, and their extraction from
 * structured reports by code. May import {@code org.confluens.sr} and nothing else of Confluens.
 */
package org.confluens.finding;
