/* The C interface, compiled as C: exits with 0 when all of it works, and else names the line that does not. */
#include "stator/stator_c.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPECT(condition)                                             \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "line %d: not so: %s\n", __LINE__, #condition); \
      exit(1);                                                        \
    }                                                                 \
  } while (0)

static int statusOf(stator_response response) {
  int status = response.http_status;
  EXPECT(response.body != NULL && strlen(response.body) == response.body_size);
  stator_response_free(&response);
  EXPECT(response.body == NULL);
  return status;
}

static int contains(stator_response response, const char* text) {
  int found = strstr(response.body, text) != NULL;
  stator_response_free(&response);
  return found;
}

int main(void) {
  const char* create =
      "{\"TableName\":\"table\",\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],"
      "\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}],\"BillingMode\":\"PAY_PER_REQUEST\"}";
  stator_options options = STATOR_OPTIONS_INIT;
  stator_db* db;
  stator_db* second;
  int port;

  EXPECT(strlen(stator_version()) > 0);
  options.frozen_clock = 1;
  options.region = "eu-west-1";
  db = stator_open(&options);
  second = stator_open(NULL);
  EXPECT(db != NULL && second != NULL);

  EXPECT(statusOf(stator_call(db, "CreateTable", create)) == 200);
  EXPECT(contains(stator_call(db, "DescribeTable", "{\"TableName\":\"table\"}"), "eu-west-1"));
  EXPECT(statusOf(stator_call(db, "PutItem", "{\"TableName\":\"table\",\"Item\":{\"id\":{\"S\":\"1\"}}}")) == 200);
  EXPECT(contains(stator_call(db, "GetItem", "{\"TableName\":\"table\",\"Key\":{\"id\":{\"S\":\"1\"}}}"), "Item"));
  EXPECT(statusOf(stator_call(db, "GetItem", NULL)) == 400);
  EXPECT(statusOf(stator_call(db, "Nonsense", "{}")) == 400);
  EXPECT(contains(stator_call(second, "ListTables", "{}"), "[]"));

  EXPECT(stator_advance_clock(db, 60) == 0);
  EXPECT(contains(stator_admin(db, "GET", "clock", NULL), "\"frozen\":true"));
  EXPECT(stator_advance_clock(db, -1) == -1);
  EXPECT(strlen(stator_last_error()) > 0);
  stator_run_jobs(db);

  port = stator_serve(db, NULL, 0);
  EXPECT(port > 0);
  EXPECT(stator_serve(db, NULL, 0) == -1);
  EXPECT(strstr(stator_last_error(), "already serving") != NULL);
  stator_stop(db);
  EXPECT(stator_serve(db, "127.0.0.1", (uint16_t)port) == port);

  options.data_directory = "/dev/null/nowhere";
  EXPECT(stator_open(&options) == NULL);
  EXPECT(strstr(stator_last_error(), "/dev/null/nowhere") != NULL);

  stator_close(second);
  stator_close(db);
  stator_close(NULL);
  stator_response_free(NULL);
  return 0;
}
