package io.hooklane.subscription.transfer;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an import did, or would do. */
@Schema(name = "EnvironmentImportOut")
record ImportOut(
    @Schema(required = true) boolean dryRun,
    @Schema(
            required = true,
            enumeration = {"updated", "unchanged", "skipped"},
            description = "skipped: they differ, but only an operator may change them")
        String settings,
    @Schema(required = true) CountsOut eventTypes,
    @Schema(required = true) CountsOut applications,
    @Schema(required = true) CountsOut endpoints) {

  /** What became of the things of one kind. */
  @Schema(name = "EnvironmentImportCounts")
  record CountsOut(
      @Schema(required = true) int created,
      @Schema(required = true) int updated,
      @Schema(required = true) int unchanged,
      @Schema(required = true) NamesOut names) {}

  /** Names, uids, or else ids of the export, up to 100 of each. */
  @Schema(name = "EnvironmentImportNames")
  record NamesOut(
      @Schema(required = true) List<String> created,
      @Schema(required = true) List<String> updated,
      @Schema(required = true) List<String> unchanged) {}
}
