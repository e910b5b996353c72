/* Stator for C and for every language that can call C: the same as stator.h, in a dozen functions.
 *
 *   stator_db* db = stator_open(NULL);
 *   stator_response r = stator_call(db, "ListTables", "{}");
 *   printf("%d %s\n", r.http_status, r.body);
 *   stator_response_free(&r);
 *   stator_close(db);
 *
 * All texts are UTF-8 and end with a NUL. Functions are thread-safe, except that nothing may use a database while it is
 * being closed. No function lets an exception through. */
#ifndef STATOR_STATOR_C_H
#define STATOR_STATOR_C_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stator_db stator_db;

/* Start from STATOR_OPTIONS_INIT: `size` tells which members the caller knows, so that later versions can add some. NULL or
 * 0 is each member's default, as in stator::Options. */
typedef struct stator_options {
  size_t size;
  const char* data_directory; /* in memory */
  int sync;                   /* 1: wait for the disk at every write */
  int shared_database;        /* 1: one set of tables for all accounts and regions */
  int frozen_clock;           /* 1: time stands still but for stator_advance_clock() */
  const char* region;         /* "us-east-1" */
  const char* account;        /* "000000000000" */
} stator_options;

#define STATOR_OPTIONS_INIT \
  { sizeof(stator_options), NULL, 0, 0, 0, NULL, NULL }

/* `body` is never NULL and has a NUL behind its `body_size` bytes. */
typedef struct stator_response {
  int http_status; /* 200, 400, 404, 405 or 500; 0: a fault rule ended the connection */
  char* body;
  size_t body_size;
} stator_response;

/* "0.1.0" */
const char* stator_version(void);

/* NULL when the database cannot be opened: stator_last_error() says why. `options` may be NULL. */
stator_db* stator_open(const stator_options* options);
/* Stops serving and closes. NULL does nothing. */
void stator_close(stator_db* db);

/* One request of DynamoDB's API, e.g. "PutItem" and its JSON. */
stator_response stator_call(stator_db* db, const char* operation, const char* json);
/* What /_stator/ offers over HTTP, e.g. "POST", "clock/advance", "{\"seconds\": 60}". `json` may be NULL. */
stator_response stator_admin(stator_db* db, const char* method, const char* path, const char* json);
void stator_response_free(stator_response* response);

/* Serves HTTP on a port of that address; port 0 takes any free one, address NULL is 127.0.0.1. Returns the port, or -1:
 * stator_last_error() says why. */
int stator_serve(stator_db* db, const char* address, uint16_t port);
/* Stops serving; the database stays open. */
void stator_stop(stator_db* db);

/* Moves the clock on, and does what becomes due by that. 0, or -1 when `seconds` is negative or not a number. */
int stator_advance_clock(stator_db* db, double seconds);
/* Does what is due by the clock. */
void stator_run_jobs(stator_db* db);

/* Why the last call that failed on this thread did; "" when none has. Valid until the next call on this thread. */
const char* stator_last_error(void);

#ifdef __cplusplus
}
#endif

#endif
