/* Where the configurations of a run come from. */
#ifndef CMD_CONFIGS_H
#define CMD_CONFIGS_H

#include "cmd/run.h"
#include "project/choose.h"
#include "project/config.h"

/* A store for what the options say: configurations found from each text or the one that was named, from disk or, by way
 * of the chooser, from a revision. Request and chooser must outlive it. */
enum qualm_status configs_open(const struct request *request, struct chooser *chooser, struct config_store **store);
/* Tells what was not read, if anything. */
void configs_warn(const struct config_store *store);

#endif
