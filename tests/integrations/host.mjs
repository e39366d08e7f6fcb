// A stand-in for the host: runs a script of github-script against comments and issues kept in memory.
// stdin: {script, payload, pulls, comments, issues, reviews}; stdout: {comments, issues, said}.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const told = JSON.parse(readFileSync(0, 'utf8'));
const { pulls = {}, comments = [], issues = [], reviews = [], payload = {}, runs = [] } = told;
const said = [];
const bot = { login: 'github-actions[bot]' };
const rest = {
  actions: {
    getWorkflowRun: async ({ run_id }) => ({ data: runs.find((one) => one.id === run_id) }),
    listWorkflowRuns: async () => ({ data: { workflow_runs: runs } }),
    listWorkflowRunArtifacts: async ({ run_id }) => ({ data: { artifacts: runs.find((one) => one.id === run_id).artifacts } }),
  },
  pulls: { listReviews: async () => reviews, get: async ({ pull_number }) => ({ data: pulls[pull_number] ?? (() => { throw new Error('404'); })() }) },
  issues: {
    listComments: async ({ issue_number }) => comments.filter((one) => one.issue === issue_number),
    createComment: async ({ issue_number, body }) => {
      comments.push({ id: comments.length + 1, issue: issue_number, body, user: bot });
    },
    updateComment: async ({ comment_id, body }) => { comments.find((one) => one.id === comment_id).body = body; },
    listForRepo: async ({ state, labels }) =>
      issues.filter((one) => one.state === state && one.labels.includes(labels)),
    create: async ({ title, body, labels }) => {
      issues.push({ number: issues.length + 1, title, body, labels, state: 'open', user: bot });
    },
    update: async ({ issue_number, ...more }) =>
      Object.assign(issues.find((one) => one.number === issue_number), more),
  },
};
const github = { rest, paginate: async (list, options) => list(options) };
const context = { payload, repo: { owner: 'team', repo: 'ledger' }, issue: { number: payload.issue?.number }, runId: told.runId };
const outputs = {};
const core = { setOutput: (name, value) => { outputs[name] = value; }, setFailed: (text) => said.push(`failed: ${text}`), notice: (text) => said.push(text) };
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
await new AsyncFunction('github', 'context', 'core', 'require', told.script)(
  github, context, core, createRequire(import.meta.url));
process.stdout.write(JSON.stringify({ comments, issues, said, outputs }));
