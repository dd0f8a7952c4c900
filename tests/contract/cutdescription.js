// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node cutdescription.js FROM TO: keeps of GitHub's API description the paths that Runlight asks and what they refer
// to. The whole of it takes Prism long to load.
'use strict';

const fs = require('fs');

const [from, to] = process.argv.slice(2);
const description = JSON.parse(fs.readFileSync(from, 'utf8'));

const wantedPaths = [
    /^\/user$/,
    /^\/user\/repos$/,
    /^\/rate_limit$/,
    /^\/search\/repositories$/,
    /^\/repos\/\{owner\}\/\{repo\}$/,
    /^\/repos\/\{owner\}\/\{repo\}\/actions\/(artifacts|jobs|runs|workflows)(\/|$)/,
    /^\/repos\/\{owner\}\/\{repo\}\/check-runs\/\{check_run_id\}\/annotations$/,
    /^\/repos\/\{owner\}\/\{repo\}\/compare\/\{basehead\}$/,
    /^\/repos\/\{owner\}\/\{repo\}\/deployments(\/\{deployment_id\}\/statuses)?$/,
    /^\/repos\/\{owner\}\/\{repo\}\/environments$/,
    /^\/repos\/\{owner\}\/\{repo\}\/(branches|dispatches|tags)$/,
    /^\/repos\/\{owner\}\/\{repo\}\/(contents\/\{path\}|git\/blobs\/\{file_sha\})$/,
];

const paths = {};
for (const [path, operations] of Object.entries(description.paths)) {
    if (wantedPaths.some((wanted) => wanted.test(path)))
        paths[path] = operations;
}

const components = {};

function keepReferred(node) {
    if (node === null || typeof node !== 'object')
        return;
    if (typeof node.$ref === 'string')
        keepComponent(node.$ref);
    Object.values(node).forEach(keepReferred);
    // A discriminator names schemas without being a reference.
    Object.values(node.discriminator?.mapping ?? {}).forEach(keepComponent);
}

function keepComponent(reference) {
    const [, , kind, name] = reference.split('/');
    components[kind] ??= {};
    if (name in components[kind])
        return;
    components[kind][name] = description.components[kind][name];
    keepReferred(components[kind][name]);
}

keepReferred(paths);

// A workflow is named by its number or its file: "7" is good for both, so that Prism refuses it for not being one only.
const workflowId = components.parameters['workflow-id'].schema;
workflowId.anyOf = workflowId.oneOf;
delete workflowId.oneOf;

const { openapi, info, servers } = description;
fs.writeFileSync(to, JSON.stringify({ openapi, info, servers, paths, components }));
