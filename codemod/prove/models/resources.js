// The resources that both lines have alike. Every value is different from every
// other, so that one taken for another shows.

import { lazily, methods, once, standIn, typed } from './host.js';

const at = (day) => new Date(Date.UTC(2022, 1, day, 9, 30));

/** The token of a session; of a template, where one is named. */
export const tokenOf = (session, template) =>
  `token of ${session}${template ? ` for ${template}` : ''}`;

function verification(strategy, status) {
  return {
    attempts: 1,
    error: null,
    expireAt: at(20),
    externalVerificationRedirectURL: null,
    nonce: null,
    status,
    strategy,
    verifiedAtClient: 'client_1',
    verifiedFromTheSameClient: () => true,
  };
}

/**
 * The flow of a magic link; `done` gives the resource that it ends with. No
 * version takes an argument, but what is given is recorded.
 */
const magicLink = (done) => () =>
  methods('MagicLinkFlow', typed('MagicLinkFlow', {}), {
    startMagicLinkFlow: async () => done(),
    cancelMagicLinkFlow: () => undefined,
  });

function emailAddress(id, address) {
  const email = typed('EmailAddress', {
    pathRoot: '/me/email_addresses',
    id,
    emailAddress: address,
    verification: verification('email_link', 'verified'),
    linkedTo: [],
    toString: () => address,
  });
  return methods('EmailAddress', email, {
    prepareVerification: async () => email,
    attemptVerification: async () => email,
    createMagicLinkFlow: magicLink(() => email),
    destroy: async () => undefined,
  });
}

function phoneNumber(id, number) {
  const phone = typed('PhoneNumber', {
    pathRoot: '/me/phone_numbers',
    id,
    phoneNumber: number,
    verification: verification('phone_code', 'verified'),
    reservedForSecondFactor: false,
    defaultSecondFactor: false,
    linkedTo: [],
    toString: () => number,
  });
  return methods('PhoneNumber', phone, {
    prepareVerification: async () => phone,
    attemptVerification: async () => phone,
    makeDefaultSecondFactor: async () => phone,
    setReservedForSecondFactor: async () => phone,
    destroy: async () => undefined,
  });
}

function sessionWithActivities(id, browserName, city) {
  const session = typed('SessionWithActivities', {
    pathRoot: '/me/sessions',
    id,
    status: 'active',
    expireAt: at(21),
    abandonAt: at(22),
    lastActiveAt: at(11),
    latestActivity: {
      id: `activity of ${id}`,
      browserName,
      browserVersion: '98.0',
      deviceType: 'desktop',
      ipAddress: '203.0.113.7',
      city,
      country: 'GR',
      isMobile: false,
    },
  });
  return methods('SessionWithActivities', session, { revoke: async () => session });
}

/** A user; `n` tells one from another. */
export function makeUser(n) {
  const emails = once(() => [
    emailAddress(`idn_email_${n}a`, `ada${n}@example.com`),
    emailAddress(`idn_email_${n}b`, `lovelace${n}@example.org`),
  ]);
  const phones = once(() => [phoneNumber(`idn_phone_${n}`, `+1555010000${n}`)]);
  const wallet = once(() => typed('Web3Wallet', {
    pathRoot: '/me/web3_wallets',
    id: `idn_wallet_${n}`,
    web3Wallet: `0xada${n}`,
    verification: verification('web3_metamask_signature', 'verified'),
  }));
  const user = typed('User', {
    pathRoot: '/me',
    id: `user_${n}`,
    primaryEmailAddressId: `idn_email_${n}a`,
    primaryPhoneNumberId: `idn_phone_${n}`,
    primaryWeb3WalletId: `idn_wallet_${n}`,
    username: `ada${n}`,
    fullName: `Ada${n} Lovelace${n}`,
    firstName: `Ada${n}`,
    lastName: `Lovelace${n}`,
    profileImageUrl: `https://images.example.com/ada${n}.png`,
    passwordEnabled: true,
    twoFactorEnabled: () => false,
    isPrimaryIdentification: (one) => one === emails()[0] || one === phones()[0],
  });
  lazily(user, {
    primaryEmailAddress: () => emails()[0],
    primaryPhoneNumber: () => phones()[0],
    primaryWeb3Wallet: wallet,
    emailAddresses: emails,
    phoneNumbers: phones,
    web3Wallets: () => [wallet()],
    externalAccounts: () => [
      {
        id: `eac_${n}`,
        provider: 'google',
        externalId: `google of ada${n}`,
        emailAddress: `ada${n}@gmail.example`,
        approvedScopes: 'email profile',
        firstName: `Augusta${n}`,
        lastName: `King${n}`,
        picture: `https://images.example.com/google${n}.png`,
        publicMetadata: standIn('ExternalAccount.publicMetadata'),
        providerTitle: () => 'Google',
      },
    ],
    publicMetadata: () => standIn('User.publicMetadata'),
    unsafeMetadata: () => standIn('User.unsafeMetadata'),
    updatedAt: () => at(9),
    createdAt: () => at(2),
  });
  return methods('User', user, {
    update: async () => user,
    createEmailAddress: async (email) => emailAddress(`idn_new_email_${n}`, email),
    createPhoneNumber: async (phone) => phoneNumber(`idn_new_phone_${n}`, phone),
    getSessions: async () => [
      sessionWithActivities(`sess_${n}`, 'Firefox', 'Athens'),
      sessionWithActivities(`sess_${n}_phone`, 'Chrome', 'Patras'),
    ],
    setProfileImage: async () => ({ id: `img_${n}`, name: 'image', publicUrl: `https://images.example.com/new${n}.png` }),
  });
}

/** A session of the user that `user` gives. */
export function makeSession(n, user) {
  const session = typed('Session', {
    pathRoot: '/client/sessions',
    id: `sess_${n}`,
    status: 'active',
    lastActiveToken: null,
  });
  lazily(session, {
    expireAt: () => at(17),
    abandonAt: () => at(18),
    lastActiveAt: () => at(10),
    createdAt: () => at(3),
    updatedAt: () => at(8),
    user,
    publicUserData: () => ({
      firstName: session.user.firstName,
      lastName: session.user.lastName,
      profileImageUrl: session.user.profileImageUrl,
      identifier: session.user.primaryEmailAddress.emailAddress,
    }),
  });
  return methods('Session', session, {
    end: async () => session,
    remove: async () => session,
    touch: async () => session,
    getToken: async (options) => tokenOf(session.id, options && options.template),
  });
}

const factors = (n) => [
  { strategy: 'email_link', email_address_id: `idn_email_${n}a`, safe_identifier: 'a***@example.com' },
  { strategy: 'email_code', email_address_id: `idn_email_${n}a`, safe_identifier: 'a***@example.com' },
  { strategy: 'phone_code', phone_number_id: `idn_phone_${n}`, safe_identifier: '+1*******' },
  { strategy: 'web3_metamask_signature', web3_wallet_id: `idn_wallet_${n}` },
  { strategy: 'password' },
];

function makeSignIn() {
  const signIn = typed('SignIn', {
    pathRoot: '/client/sign_ins',
    id: 'sia_1',
    status: null,
    supportedIdentifiers: ['email_address', 'phone_number', 'username', 'web3_wallet'],
    supportedFirstFactors: factors(1),
    supportedSecondFactors: factors(2).slice(2, 3),
    firstFactorVerification: verification('email_link', 'unverified'),
    secondFactorVerification: verification('phone_code', 'unverified'),
    identifier: null,
    createdSessionId: null,
    userData: {
      first_name: 'Grace',
      last_name: 'Hopper',
      profile_image_url: 'https://images.example.com/grace.png',
    },
  });
  const complete = () => {
    signIn.status = 'complete';
    signIn.createdSessionId = 'sess_signed_in';
    signIn.firstFactorVerification = verification('email_link', 'verified');
    return signIn;
  };
  return methods('SignIn', signIn, {
    create: async (params) => {
      if (params && (params.password || params.ticket || params.transfer)) return complete();
      signIn.status = 'needs_first_factor';
      return signIn;
    },
    prepareFirstFactor: async () => signIn,
    attemptFirstFactor: async () => complete(),
    prepareSecondFactor: async () => signIn,
    attemptSecondFactor: async () => complete(),
    authenticateWithRedirect: async () => undefined,
    createMagicLinkFlow: magicLink(complete),
    authenticateWithWeb3: async () => complete(),
    authenticateWithMetamask: async () => complete(),
  });
}

function makeSignUp() {
  const signUpVerification = (strategy, status) =>
    Object.assign(verification(strategy, status), { supportedStrategies: [strategy], nextAction: 'needs_prepare' });
  const signUp = typed('SignUp', {
    pathRoot: '/client/sign_ups',
    id: 'sua_1',
    status: null,
    requiredFields: ['email_address'],
    optionalFields: ['first_name', 'last_name'],
    missingFields: ['email_address'],
    unverifiedFields: ['email_address'],
    verifications: {
      emailAddress: signUpVerification('email_link', 'unverified'),
      phoneNumber: signUpVerification('phone_code', 'unverified'),
      externalAccount: verification('oauth_google', 'unverified'),
      web3Wallet: verification('web3_metamask_signature', 'unverified'),
    },
    username: null,
    firstName: null,
    lastName: null,
    emailAddress: null,
    phoneNumber: null,
    web3wallet: null,
    externalAccount: null,
    hasPassword: false,
    unsafeMetadata: {},
    createdSessionId: null,
    createdUserId: null,
    abandonAt: null,
  });
  const complete = () => {
    signUp.status = 'complete';
    signUp.createdSessionId = 'sess_signed_up';
    signUp.createdUserId = 'user_signed_up';
    signUp.verifications.emailAddress = signUpVerification('email_link', 'verified');
    return signUp;
  };
  const begin = async (params) => {
    if (params && (params.ticket || params.transfer)) return complete();
    signUp.status = 'missing_requirements';
    return signUp;
  };
  return methods('SignUp', signUp, {
    create: begin,
    update: begin,
    prepareVerification: async () => signUp,
    attemptVerification: async () => complete(),
    prepareEmailAddressVerification: async () => signUp,
    attemptEmailAddressVerification: async () => complete(),
    createMagicLinkFlow: magicLink(complete),
    preparePhoneNumberVerification: async () => signUp,
    attemptPhoneNumberVerification: async () => complete(),
    attemptWeb3WalletVerification: async () => complete(),
    authenticateWithRedirect: async () => undefined,
    authenticateWithWeb3: async () => complete(),
    authenticateWithMetamask: async () => complete(),
  });
}

/** This client, with the sessions on it that `sessions` gives. */
export function makeClient(sessions) {
  const client = typed('Client', {
    pathRoot: '/client',
    id: 'client_1',
    isNew: () => false,
  });
  lazily(client, {
    sessions,
    activeSessions: sessions,
    signIn: makeSignIn,
    signUp: makeSignUp,
    lastActiveSessionId: () => (sessions().length > 0 ? sessions()[0].id : null),
    createdAt: () => at(1),
    updatedAt: () => at(7),
  });
  return methods('Client', client, { create: async () => client, destroy: async () => undefined });
}
