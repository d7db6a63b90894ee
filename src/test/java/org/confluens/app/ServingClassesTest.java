package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServingClassesTest {

    @Test
    void loadsEveryClassOfTheRoomsThatServe() throws IOException {
        assertThat(ServingClasses.load()).isGreaterThan(300);
    }
}
