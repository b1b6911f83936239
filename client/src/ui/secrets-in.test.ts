import { expect, test } from 'vitest';
import { namedValues, secretsIn } from './secrets-in.ts';

// Put together here, so that no scanner takes this file for a leak.
const key = ['AKIA', 'Q7RTZ2M4PLNV5WXD'].join('');
const token = ['ghp_', 'a8Kd02mQz7XbT5nLw3Rv9YcHf6Js1Pe4Ug0D'].join('');

test('says what kinds of secrets texts hold, each once', () => {
  expect(secretsIn(['all is well', ''])).toEqual([]);
  expect(secretsIn([`id ${key}`, `and ${key}, with ${token}`])).toEqual([
    'aws-key',
    'github-token',
  ]);
  expect(secretsIn(['/note -----BEGIN OPENSSH PRIVATE KEY-----\nabc'])).toEqual(['private-key']);
});

test('passes over what everybody has already', () => {
  expect(secretsIn([`a better text of ${key}`], `a text of ${key}`)).toEqual([]);
  expect(secretsIn([`${key} ${token}`], key)).toEqual(['github-token']);
});

test('a value is a secret by the name that it is given, unless it was one before', () => {
  const value = ['x9fK2', 'mQz7XbT5nLw3Rv9Y'].join('');
  const values = new Map([
    ['host', 'pg-a1'],
    ['api_token', value],
  ]);
  expect(secretsIn(namedValues(values, []))).toEqual(['assigned-secret']);
  expect(namedValues(values, [{ name: 'api_token', value }])).toEqual(['host=pg-a1']);
});
