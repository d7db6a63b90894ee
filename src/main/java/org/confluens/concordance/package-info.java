/**
 * The rules that compare what the modalities say about each vein segment, and agreement statistics over many patients.
 * Pure functions over findings. May import {@code org.confluens.finding} (and the codes it exposes), no feature.
 */
package org.confluens.concordance;
