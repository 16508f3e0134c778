/* Shared by the files of GLPKGuard: the guard itself. */
#ifndef GUARD_H
#define GUARD_H

#include <setjmp.h>
#include <stdatomic.h>
#include <stddef.h>
#include "GLPKGuard.h"

/* As in the module map of CGLPK; the module's own header, so that one glpk.h is seen everywhere. */
#include <glpk.h>

struct gg_problem {
  glp_prob *lp;
  /* The thread's generation when this problem was made: an older one died with its environment. */
  uint64_t generation;
  /* Process-unique number of the owning thread. */
  uint64_t owner;
  int megabytes;
  int instabilities;
  size_t message_length;
  char message[1024];
  /* Scratch for 1-based indices, one row at a time; and for the values of a solution. */
  int *indices;
  size_t index_room;
  double *values;
  size_t value_room;
};

/* One GLPK environment a thread, shared by all problems of the thread. */
typedef struct {
  uint64_t id, generation;
  int live;
  gg_problem *active;
  gg_stop *stop;
  /* How long past a raised flag or the deadline the softer ways of stopping have before the jump. */
  int64_t patience;
  int64_t raised_at;
  jmp_buf recovery;
} gg_thread;

extern _Thread_local gg_thread gg_here;

int64_t gg_now(void);
/* 1 once a stop is asked for, or the deadline is over. */
int gg_stop_due(gg_stop *stop);
/* Milliseconds to the deadline, at least 0, at most INT_MAX. */
int gg_stop_remaining(gg_stop *stop);

/* The parts of GG_GUARD. Enter returns GG_OK when the body may run. */
int gg_enter(gg_problem *problem, gg_stop *stop, int64_t patience);
void gg_leave(void);
int gg_recover(int cause);

/* Room for `count` indices, values; 0 when there is no memory. */
int gg_reserve_indices(gg_problem *problem, size_t count);
int gg_reserve_values(gg_problem *problem, size_t count);

/* Runs the body with aborts and stops turned into return codes. The body must not return. */
#define GG_GUARD(problem, stop, patience, body)                      \
  do {                                                               \
    int gg_entered = gg_enter((problem), (stop), (patience));        \
    if (gg_entered != GG_OK) return gg_entered;                      \
    int gg_cause = setjmp(gg_here.recovery);                         \
    if (gg_cause != 0) return gg_recover(gg_cause);                  \
    body                                                             \
    gg_leave();                                                      \
  } while (0)

#endif
