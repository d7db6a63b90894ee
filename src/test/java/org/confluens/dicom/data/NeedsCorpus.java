package org.confluens.dicom.data;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Leaves tests out, visibly, where the DICOM corpus isn't at hand. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = "confluens.corpus",
        matches = ".+",
        disabledReason = "no DICOM corpus: set the system property confluens.corpus to its folder")
@interface NeedsCorpus {}
