/* The guard: one recovery point a thread, hooks that jump to it, and the bookkeeping of what died. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "guard.h"

_Thread_local gg_thread gg_here;
static atomic_uint_fast64_t next_thread_id = 1;

struct gg_stop {
  atomic_int raised;
  /* Of gg_now; INT64_MAX: none. */
  atomic_int_fast64_t deadline;
};

int64_t gg_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

gg_stop *gg_stop_new(void) {
  gg_stop *stop = malloc(sizeof *stop);
  if (stop == NULL) return NULL;
  atomic_init(&stop->raised, 0);
  atomic_init(&stop->deadline, INT64_MAX);
  return stop;
}

void gg_stop_free(gg_stop *stop) { free(stop); }
void gg_stop_raise(gg_stop *stop) { atomic_store(&stop->raised, 1); }
void gg_stop_clear(gg_stop *stop) { atomic_store(&stop->raised, 0); }

void gg_stop_set_deadline(gg_stop *stop, int64_t milliseconds) {
  int64_t now = gg_now();
  int never = milliseconds < 0 || milliseconds > INT64_MAX - now;
  atomic_store(&stop->deadline, never ? INT64_MAX : now + milliseconds);
}

int gg_stop_due(gg_stop *stop) {
  if (atomic_load(&stop->raised)) return 1;
  int64_t deadline = atomic_load(&stop->deadline);
  return deadline != INT64_MAX && gg_now() >= deadline;
}

int gg_stop_remaining(gg_stop *stop) {
  int64_t deadline = atomic_load(&stop->deadline);
  if (deadline == INT64_MAX) return INT_MAX;
  int64_t left = deadline - gg_now();
  if (left < 0) return 0;
  return left > INT_MAX ? INT_MAX : (int)left;
}

/* Jumps once the patience is over. Only ever called by GLPK on the solving thread, from C frames alone. */
static void jump_if_due(void) {
  gg_stop *stop = gg_here.stop;
  if (stop == NULL || glp_at_error()) return;
  int64_t now = gg_now();
  if (atomic_load(&stop->raised)) {
    if (gg_here.raised_at == 0) gg_here.raised_at = now;
    if (now >= gg_here.raised_at + gg_here.patience) longjmp(gg_here.recovery, GG_STOPPED);
  }
  int64_t deadline = atomic_load(&stop->deadline);
  if (deadline != INT64_MAX && now >= deadline + gg_here.patience) longjmp(gg_here.recovery, GG_STOPPED);
}

/* GLPK's terminal: keeps the text of errors, swallows the rest, and is where a hard stop happens. */
static int terminal(void *info, const char *text) {
  (void)info;
  gg_problem *problem = gg_here.active;
  if (problem == NULL) return 1;
  if (glp_at_error()) {
    size_t room = sizeof problem->message - 1 - problem->message_length;
    size_t length = strlen(text);
    if (length > room) length = room;
    memcpy(problem->message + problem->message_length, text, length);
    problem->message_length += length;
    problem->message[problem->message_length] = 0;
  } else if (strstr(text, "instability") != NULL) {
    problem->instabilities++;
  }
  jump_if_due();
  return 1;
}

static void on_error(void *info) {
  (void)info;
  if (gg_here.active != NULL) longjmp(gg_here.recovery, GG_FATAL);
}

static void set_message(gg_problem *problem, const char *text) {
  problem->message_length = strlen(text);
  memcpy(problem->message, text, problem->message_length + 1);
}

int gg_is_alive(const gg_problem *problem) {
  return problem->owner == gg_here.id && problem->generation == gg_here.generation && problem->lp != NULL;
}

static void arm(gg_problem *problem, gg_stop *stop, int64_t patience) {
  problem->message_length = 0;
  problem->message[0] = 0;
  problem->instabilities = 0;
  gg_here.active = problem;
  gg_here.stop = stop;
  gg_here.patience = patience;
  gg_here.raised_at = 0;
  glp_term_hook(terminal, NULL);
  glp_error_hook(on_error, NULL);
}

int gg_enter(gg_problem *problem, gg_stop *stop, int64_t patience) {
  if (gg_here.active != NULL || problem->owner != gg_here.id) return GG_UNUSABLE;
  if (problem->generation != gg_here.generation || problem->lp == NULL) {
    problem->lp = NULL;
    set_message(problem, "the problem died with an earlier failure on its thread");
    return GG_UNUSABLE;
  }
  arm(problem, stop, patience);
  return GG_OK;
}

void gg_leave(void) {
  glp_term_hook(NULL, NULL);
  glp_error_hook(NULL, NULL);
  gg_here.active = NULL;
  gg_here.stop = NULL;
}

/* After a jump: the environment is in no known state, so all of it goes, with every problem of the thread. */
int gg_recover(int cause) {
  gg_here.active->lp = NULL;
  gg_here.active = NULL;
  gg_here.stop = NULL;
  gg_here.generation++;
  gg_here.live = 0;
  glp_free_env();
  return cause;
}

static int create(gg_problem *problem) {
  arm(problem, NULL, 0);
  int cause = setjmp(gg_here.recovery);
  if (cause != 0) return gg_recover(cause);
  if (problem->megabytes > 0) glp_mem_limit(problem->megabytes);
  problem->lp = glp_create_prob();
  glp_set_obj_dir(problem->lp, GLP_MIN);
  gg_leave();
  return GG_OK;
}

gg_problem *gg_open(int megabytes) {
  if (gg_here.active != NULL) return NULL;
  if (gg_here.id == 0) gg_here.id = atomic_fetch_add(&next_thread_id, 1);
  gg_problem *problem = calloc(1, sizeof *problem);
  if (problem == NULL) return NULL;
  problem->owner = gg_here.id;
  problem->generation = gg_here.generation;
  problem->megabytes = megabytes;
  if (create(problem) != GG_OK) {
    free(problem);
    return NULL;
  }
  gg_here.live++;
  return problem;
}

void gg_close(gg_problem *problem) {
  if (problem->owner != gg_here.id) return;
  if (gg_is_alive(problem)) {
    glp_delete_prob(problem->lp);
    gg_here.live--;
    if (gg_here.live == 0) {
      glp_free_env();
      gg_here.generation++;
    }
  }
  free(problem->indices);
  free(problem->values);
  free(problem);
}

const char *gg_message(const gg_problem *problem) { return problem->message; }
int gg_instabilities(const gg_problem *problem) { return problem->instabilities; }

int gg_reserve_indices(gg_problem *problem, size_t count) {
  if (count <= problem->index_room) return 1;
  int *indices = realloc(problem->indices, count * sizeof *indices);
  if (indices == NULL) return 0;
  problem->indices = indices;
  problem->index_room = count;
  return 1;
}

int gg_reserve_values(gg_problem *problem, size_t count) {
  if (count <= problem->value_room) return 1;
  double *values = realloc(problem->values, count * sizeof *values);
  if (values == NULL) return 0;
  problem->values = values;
  problem->value_room = count;
  return 1;
}
