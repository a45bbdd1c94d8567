/** Redaction: no name is left in the file, the same name has the same pseudonym, and what is not a name stays. */

import { expect, test } from 'vitest';
import { actId } from '../../src/core/act-id.ts';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import { type BundleParts, readBundle, writeBundle } from '../../src/core/formats/bundle.ts';
import { readContainer } from '../../src/core/formats/container.ts';
import { fromUtf8 } from '../../src/core/formats/deflate.ts';
import { planRedaction, type Redaction, redactParts } from '../../src/core/redact.ts';
import fc from '../property.ts';
import { finish, fleets, partsOf, samplesOf } from './bundle-parts.ts';

const all = (seed: number): Redaction => ({ seed, kept: [], own: [] });
const SECRET = 'qsecretz';

/** Every name a fleet and its log have, as a person would list them. */
function namesOf(fleet: Fleet): readonly string[] {
  return [
    SECRET,
    fleet.metrics[2].id,
    ...fleet.racks.flatMap(({ name, site, room, row }) => [name, site, room, row]),
    ...fleet.servers.flatMap(({ id, name, ip, os, kernel, provider, environment, ...rest }) => [
      ...(id.startsWith('srv_') ? [] : [id]),
      ...[name, ip, os, kernel, provider, environment, rest.location],
      ...rest.services.map((service) => service.name),
      ...Object.values(rest.people ?? {}),
      ...(rest.place ? [rest.place.site, rest.place.room, rest.place.row, rest.place.rack] : []),
    ]),
  ];
}

/** The inflated contents of a file, as one text; names of sections too. */
function contents(file: Uint8Array): string {
  const read = readContainer(file);
  return read.names
    .map((name) => `${name}\n${fromUtf8(read.read(name) ?? new Uint8Array())}`)
    .join('\n')
    .toLowerCase();
}

test('after redaction no original name is anywhere in the inflated file', () => {
  fc.assert(
    fc.property(fleets, fc.nat(), (fleet, seed) => {
      const parts = partsOf(fleet, SECRET);
      const text = contents(finish(writeBundle(redactParts(parts, all(seed)), samplesOf)));
      const left = namesOf(fleet).filter((name) => text.includes(name.toLowerCase()));
      expect(left).toEqual([]);
      expect(decodeURIComponent(text.replaceAll('%', '%25'))).not.toContain('seoul');
      // Without it they all are: the test can fail.
      const plain = contents(finish(writeBundle(parts, samplesOf)));
      expect(plain).toContain(SECRET);
      expect(plain).toContain(fleet.servers[0].ip);
    }),
    { numRuns: 60 },
  );
});

test('the redacted bundle is a whole one: ids, references and places agree among themselves', () => {
  fc.assert(
    fc.property(fleets, (fleet) => {
      const parts = partsOf(fleet, SECRET);
      const hidden = redactParts(parts, all(3));
      const read = finish(readBundle(finish(writeBundle(hidden, samplesOf))));
      expect(read.damaged).toBe(0);
      const names = new Set(read.fleet.servers.map(({ name }) => name));
      expect(names.size).toBe(fleet.servers.length);
      for (const alert of read.alerts) expect(names).toContain(alert.server);
      expect(read.incidents.map(({ alerts }) => alerts)).toEqual(read.alerts.map(({ id }) => [id]));
      expect(read.incidents.map(({ id }) => id)).toEqual(
        read.alerts.map(({ incident }) => incident),
      );
      const [silence, expire, assign, snooze, merge] = read.acts;
      expect(expire.target).toBe(actId(silence));
      expect(assign.target).toBe(read.incidents[0].id);
      expect(merge.kind === 'merge' && merge.other).toBe(read.incidents[1].id);
      expect(read.fleet.racks.map(({ name }) => name)).toContain(snooze.target);
      expect(read.session.selected).toBe(read.fleet.servers[0].name);
      expect(read.fleet.servers.map(({ role }) => role)).toEqual(
        fleet.servers.map(({ role }) => role),
      );
      expect(read.rules[1].scope[2]).toEqual({ label: 'role', op: '=', value: 'web' });
      // A pattern became the names it matched.
      const matched = fleet.servers.filter(({ name }) =>
        name.startsWith(fleet.servers[0].name.slice(0, 4)),
      );
      const wanted = matched.map(({ index }) => read.fleet.servers[index].name);
      expect(read.rules[1].scope[0].value.split('|')).toEqual(expect.arrayContaining(wanted));
    }),
    { numRuns: 40 },
  );
});

const [fleet] = fc.sample(fleets, { numRuns: 1, seed: 11 });
const parts: BundleParts = partsOf(fleet, SECRET);

test('the same seed gives the same pseudonyms, another seed others', () => {
  const plan = planRedaction(parts, all(1));
  expect(planRedaction(parts, all(1))).toEqual(plan);
  expect(planRedaction(parts, all(2)).map(({ after }) => after)).not.toEqual(
    plan.map(({ after }) => after),
  );
  expect(new Set(plan.map(({ after }) => after)).size).toBe(plan.length);
});

test('a kind or a name that is left out of it stays; a name chosen by hand is taken', () => {
  const [first, second] = fleet.servers;
  const hidden = redactParts(parts, {
    seed: 1,
    kept: ['label'],
    own: [
      [first.name, first.name],
      [second.name, 'the-second'],
    ],
  });
  expect(hidden.fleet.servers[0]).toMatchObject({ name: first.name, os: first.os });
  expect(hidden.fleet.servers[1].name).toBe('the-second');
  expect(hidden.fleet.servers[1].ip).not.toBe(second.ip);
});

test('a pseudonym chosen by hand that still holds the name is refused', () => {
  const [first] = fleet.servers;
  expect(() =>
    redactParts(parts, { seed: 1, kept: [], own: [[first.name, `not-${first.name}`]] }),
  ).toThrow(/still holds/);
});

test('names that are words of pseudonyms are still hidden', () => {
  const [one, two, ...rest] = fleet.servers;
  const tricky = {
    ...fleet,
    servers: [{ ...one, name: 'host-1' }, { ...two, name: 'person-1' }, ...rest],
  };
  const hidden = redactParts(partsOf(tricky, 'value-1'), all(5));
  const text = contents(finish(writeBundle(hidden, samplesOf)));
  for (const name of ['host-1', 'person-1', 'value-1']) expect(text).not.toContain(name);
});

test('what is hidden already can be hidden again', () => {
  const once = redactParts(parts, all(1));
  const twice = redactParts(once, all(2));
  const names = (one: BundleParts) => one.fleet.servers.map(({ name }) => name);
  expect(names(twice).filter((name) => names(once).includes(name))).toEqual([]);
});
