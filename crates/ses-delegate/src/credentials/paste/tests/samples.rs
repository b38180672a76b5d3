//! Pastes as people make them; each is read with LF and with CRLF.

/// The key id of every sample; without a token it begins with AKIA.
pub(super) const ID: &str = "ASIAIOSFODNN7EXAMPLE";
/// AWS's documented example.
pub(super) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
/// As long as the real ones are, and as mixed.
pub(super) const TOKEN: &str = "IQoJb3JpZ2luX2VjEPT//////////wEaDGV1LWNlbnRyYWwtMSJHMEUCIQDq0xPzZ8dPcv7s1u2Vt3Lb4N5mQ6RwT7yU8iO9pAsDfGhJkLzXcVbNm1q2w3e4r5t6y7u8i9o0p+aSdFgHjKlMnBvCxZqWeRtYuIoP1029384756qpwoeiruty/zmxncbvalskdjfhgQWERTYUIOPASDFGHJKLZXCVBNM0918273645/mnbvcxzlkjhgfdsapoiuytre==";

/// Format and paste.
pub(super) const SAMPLES: &[(&str, &str)] = &[
    (
        "bash",
        "export AWS_ACCESS_KEY_ID=\"{ID}\"\nexport AWS_SECRET_ACCESS_KEY=\"{SECRET}\"\nexport AWS_SESSION_TOKEN=\"{TOKEN}\"\n",
    ),
    (
        "bash, bare values",
        "export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY={SECRET}\nexport AWS_SESSION_TOKEN={TOKEN}",
    ),
    (
        "bash, one line",
        "export AWS_ACCESS_KEY_ID={ID} AWS_SECRET_ACCESS_KEY={SECRET} AWS_SESSION_TOKEN={TOKEN} AWS_REGION=eu-central-1",
    ),
    (
        "bash, semicolons",
        "export AWS_ACCESS_KEY_ID='{ID}'; export AWS_SECRET_ACCESS_KEY='{SECRET}'; export AWS_SESSION_TOKEN='{TOKEN}';",
    ),
    (
        "bash, and-lists before a command",
        "AWS_ACCESS_KEY_ID={ID} \\\n  AWS_SECRET_ACCESS_KEY={SECRET} \\\n  AWS_SESSION_TOKEN={TOKEN} \\\n  aws sts get-caller-identity && echo done",
    ),
    (
        "bash with prompts and prose",
        "Here are the keys for today, Ann:\n\nann@host:~$ export AWS_ACCESS_KEY_ID={ID}\nann@host:~$ export AWS_SECRET_ACCESS_KEY={SECRET}\nann@host:~$ export AWS_SESSION_TOKEN={TOKEN}\nann@host:~$ \n\nThe session token expires soon. Cheers\n",
    ),
    (
        "export-credentials --format env",
        "export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY={SECRET}\nexport AWS_SESSION_TOKEN={TOKEN}\nexport AWS_CREDENTIAL_EXPIRATION=2026-01-15T12:34:56+00:00\n",
    ),
    (
        "export-credentials --format env-no-export",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN}\nAWS_CREDENTIAL_EXPIRATION=2026-01-15T12:34:56+00:00\n",
    ),
    (
        "export-credentials --format powershell",
        "$Env:AWS_ACCESS_KEY_ID=\"{ID}\"\n$Env:AWS_SECRET_ACCESS_KEY=\"{SECRET}\"\n$Env:AWS_SESSION_TOKEN=\"{TOKEN}\"\n$Env:AWS_CREDENTIAL_EXPIRATION=\"2026-01-15T12:34:56+00:00\"\n",
    ),
    (
        "export-credentials --format windows-cmd",
        "set AWS_ACCESS_KEY_ID={ID}\nset AWS_SECRET_ACCESS_KEY={SECRET}\nset AWS_SESSION_TOKEN={TOKEN}\nset AWS_CREDENTIAL_EXPIRATION=2026-01-15T12:34:56+00:00\n",
    ),
    (
        "export-credentials --format fish",
        "set -gx AWS_ACCESS_KEY_ID {ID}\nset -gx AWS_SECRET_ACCESS_KEY {SECRET}\nset -gx AWS_SESSION_TOKEN {TOKEN}\nset -gx AWS_CREDENTIAL_EXPIRATION 2026-01-15T12:34:56+00:00\n",
    ),
    (
        "export-credentials --format process",
        "{\n  \"Version\": 1,\n  \"AccessKeyId\": \"{ID}\",\n  \"SecretAccessKey\": \"{SECRET}\",\n  \"SessionToken\": \"{TOKEN}\",\n  \"Expiration\": \"2026-01-15T12:34:56+00:00\"\n}\n",
    ),
    (
        "fish, long options and quotes",
        "set --global --export AWS_ACCESS_KEY_ID \"{ID}\";\nset --global --export AWS_SECRET_ACCESS_KEY \"{SECRET}\";\nset --global --export AWS_SESSION_TOKEN \"{TOKEN}\";",
    ),
    (
        "csh",
        "setenv AWS_ACCESS_KEY_ID {ID}\nsetenv AWS_SECRET_ACCESS_KEY {SECRET}\nsetenv AWS_SESSION_TOKEN {TOKEN}",
    ),
    (
        "PowerShell with its prompt",
        "PS C:\\Users\\ann> $env:AWS_ACCESS_KEY_ID = '{ID}'\nPS C:\\Users\\ann> $env:AWS_SECRET_ACCESS_KEY = '{SECRET}'\nPS C:\\Users\\ann> $env:AWS_SESSION_TOKEN = '{TOKEN}'",
    ),
    (
        "PowerShell, .NET",
        "[Environment]::SetEnvironmentVariable(\"AWS_ACCESS_KEY_ID\",\"{ID}\")\n[Environment]::SetEnvironmentVariable(\"AWS_SECRET_ACCESS_KEY\", \"{SECRET}\")\n[Environment]::SetEnvironmentVariable(\"AWS_SESSION_TOKEN\", \"{TOKEN}\")",
    ),
    (
        "Set-AWSCredential",
        "Set-AWSCredential -AccessKey '{ID}' -SecretKey '{SECRET}' -SessionToken '{TOKEN}'",
    ),
    (
        "cmd, quoted assignments and remarks",
        "REM set AWS_ACCESS_KEY_ID=OLD\nC:\\>set \"AWS_ACCESS_KEY_ID={ID}\"\nC:\\>set \"AWS_SECRET_ACCESS_KEY={SECRET}\"\nC:\\>set \"AWS_SESSION_TOKEN={TOKEN}\"\nC:\\>set AWS_DEFAULT_REGION=eu-central-1",
    ),
    ("setx", "setx AWS_ACCESS_KEY_ID {ID}\nsetx AWS_SECRET_ACCESS_KEY \"{SECRET}\" /M"),
    (
        "INI, access portal option 2",
        "[123456789012_Mailer]\naws_access_key_id={ID}\naws_secret_access_key={SECRET}\naws_session_token={TOKEN}\n",
    ),
    (
        "INI, default with comments",
        "# ~/.aws/credentials\n[default] ; mine\naws_access_key_id     = {ID}\n; aws_secret_access_key = old\naws_secret_access_key = {SECRET} # new\naws_session_token     = {TOKEN}\nregion = eu-central-1\noutput = json\n",
    ),
    (
        "INI of saml2aws",
        "[saml]\naws_access_key_id        = {ID}\naws_secret_access_key    = {SECRET}\naws_session_token        = {TOKEN}\naws_security_token       = {TOKEN}\nx_principal_arn          = arn:aws:sts::123456789012:assumed-role/Mailer/ann\nx_security_token_expires = 2026-01-15T13:34:56+01:00\nregion                   = eu-central-1\n",
    ),
    (
        "config and credentials together",
        "[profile dev]\nregion = eu-central-1\n[dev]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\naws_session_token = {TOKEN}\n[sso-session corp]\nsso_region = us-east-1\nregion = us-west-2\n",
    ),
    ("long-lived", "[default]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n"),
    (
        "access portal option 3, same line",
        "AWS Access Key ID: {ID}\nAWS Secret Access Key: {SECRET}\nAWS Session Token: {TOKEN}",
    ),
    (
        "access portal option 3, next line",
        "Option 3: Use individual values in your AWS service client (Learn more)\n\nAWS Access Key ID\n{ID}\n\nAWS Secret access key\n{SECRET}\n\nAWS session token\n{TOKEN}\n",
    ),
    (
        "labels with colons, next line",
        "Access key ID:\n  {ID}\nSecret access key:\n  {SECRET}\nSession token:\n  {TOKEN}\nRegion: eu-central-1\nExpires: 2026-01-15 12:34:56 +0000 UTC\n",
    ),
    (
        "Markdown",
        "* **Access key ID**: `{ID}`\n* **Secret access key**: `{SECRET}`\n* **Session token**: `{TOKEN}`\n",
    ),
    (
        "aws configure",
        "$ aws configure\nAWS Access Key ID [None]: {ID}\nAWS Secret Access Key [****************MPLE]: {SECRET}\nDefault region name [us-east-1]: eu-central-1\nDefault output format [None]: json\n",
    ),
    (
        "aws configure set",
        "aws configure set aws_access_key_id {ID} --profile mail\naws configure set aws_secret_access_key {SECRET} --profile mail\naws configure set aws_session_token {TOKEN} --profile mail\n",
    ),
    (
        "assume-role",
        "{\n    \"Credentials\": {\n        \"AccessKeyId\": \"{ID}\",\n        \"SecretAccessKey\": \"{SECRET}\",\n        \"SessionToken\": \"{TOKEN}\",\n        \"Expiration\": \"2026-01-15T12:34:56+00:00\"\n    },\n    \"AssumedRoleUser\": {\n        \"AssumedRoleId\": \"AROAEXAMPLE:s\",\n        \"Arn\": \"arn:aws:sts::123456789012:assumed-role/Mailer/s\"\n    }\n}\n",
    ),
    (
        "assume-role --output yaml",
        "AssumedRoleUser:\n  Arn: arn:aws:sts::123456789012:assumed-role/Mailer/s\n  AssumedRoleId: AROAEXAMPLE:s\nCredentials:\n  AccessKeyId: {ID}\n  Expiration: '2026-01-15T12:34:56+00:00'\n  SecretAccessKey: {SECRET}\n  SessionToken: {TOKEN}\n",
    ),
    (
        "assume-role --output table",
        "------------------\n|   AssumeRole   |\n+-----------------+------+\n||  AccessKeyId     |  {ID}  ||\n||  Expiration      |  2026-01-15T12:34:56+00:00  ||\n||  SecretAccessKey |  {SECRET}  ||\n||  SessionToken    |  {TOKEN}  ||\n+-----------------+------+\n",
    ),
    (
        "assume-role --output text",
        "CREDENTIALS\t{ID}\t2026-01-15T12:34:56+00:00\t{SECRET}\t{TOKEN}\n",
    ),
    (
        "GetRoleCredentials",
        "{\"roleCredentials\":{\"accessKeyId\":\"{ID}\",\"secretAccessKey\":\"{SECRET}\",\"sessionToken\":\"{TOKEN}\",\"expiration\":1768480496000,\"x\":\"2026\"}}",
    ),
    (
        "SDK for JavaScript",
        "const credentials = {\n  accessKeyId: '{ID}',\n  secretAccessKey: '{SECRET}', // secret\n  sessionToken: '{TOKEN}',\n  expiration: new Date(),\n};\nconst ses = new SESClient({ region: \"eu-central-1\", credentials });",
    ),
    (
        "JSON with escaped slashes",
        "{\"AccessKeyId\":\"{ID}\",\"SecretAccessKey\":\"{SECRET/}\",\"SessionToken\":\"{TOKEN/}\"}",
    ),
    (
        "JSON with escapes by number",
        "{\"AccessKeyId\":\"{ID}\",\"SecretAccessKey\":\"{SECRETu}\",\"SessionToken\":\"{TOKEN}\"}",
    ),
    (
        "JSON within JSON",
        "\"{\\\"AccessKeyId\\\":\\\"{ID}\\\",\\\"SecretAccessKey\\\":\\\"{SECRET}\\\",\\\"SessionToken\\\":\\\"{TOKEN}\\\"}\"",
    ),
    (
        "instance metadata",
        "{\n  \"Code\" : \"Success\",\n  \"LastUpdated\" : \"2026-01-15T06:34:00Z\",\n  \"Type\" : \"AWS-HMAC\",\n  \"AccessKeyId\" : \"{ID}\",\n  \"SecretAccessKey\" : \"{SECRET}\",\n  \"Token\" : \"{TOKEN}\",\n  \"Expiration\" : \"2026-01-15T12:34:56Z\"\n}",
    ),
    (
        "container metadata",
        "{\"RoleArn\":\"arn:aws:iam::123456789012:role/task\",\"AccessKeyId\":\"{ID}\",\"SecretAccessKey\":\"{SECRET}\",\"Token\":\"{TOKEN}\",\"Expiration\":\"2026-01-15T12:34:56Z\"}",
    ),
    (
        "STS in XML",
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>\n<AccessKeyId>{ID}</AccessKeyId>\n<SecretAccessKey>{SECRET}</SecretAccessKey>\n<SessionToken>\n  {TOKEN}\n</SessionToken>\n<Expiration>2026-01-15T12:34:56Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
    ),
    (
        "docker env-file",
        "# for docker run --env-file\nAWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN}\nAWS_REGION=eu-central-1\nAWS_DEFAULT_REGION=us-east-1\n",
    ),
    (
        "docker run",
        "docker run --rm -e AWS_ACCESS_KEY_ID={ID} -e AWS_SECRET_ACCESS_KEY=\"{SECRET}\" \\\n  -e AWS_SESSION_TOKEN={TOKEN} -e \"AWS_REGION=eu-central-1\" app",
    ),
    (
        "Dockerfile",
        "ENV AWS_ACCESS_KEY_ID {ID}\nENV AWS_SECRET_ACCESS_KEY {SECRET}\nENV AWS_SESSION_TOKEN {TOKEN}",
    ),
    (
        "compose file",
        "services:\n  app:\n    environment:\n      - AWS_ACCESS_KEY_ID={ID}\n      - AWS_SECRET_ACCESS_KEY={SECRET}\n      - AWS_SESSION_TOKEN={TOKEN}\n",
    ),
    (
        "YAML of a pipeline",
        "env:\n  AWS_ACCESS_KEY_ID: {ID}\n  AWS_SECRET_ACCESS_KEY: \"{SECRET}\"\n  AWS_SESSION_TOKEN: '{TOKEN}'\nwith:\n  aws-region: eu-central-1\n",
    ),
    (
        "Terraform",
        "provider \"aws\" {\n  region     = \"eu-central-1\"\n  access_key = \"{ID}\"\n  secret_key = \"{SECRET}\"\n  token      = \"{TOKEN}\"\n}",
    ),
    (
        "boto3",
        "boto3.client(\"ses\", aws_access_key_id=\"{ID}\", aws_secret_access_key=\"{SECRET}\", aws_session_token=\"{TOKEN}\", region_name=\"x\")",
    ),
    (
        "Python's dict",
        "{'Credentials': {'AccessKeyId': '{ID}', 'SecretAccessKey': '{SECRET}', 'SessionToken': '{TOKEN}', 'Expiration': datetime.datetime(2, 1, 15)}}",
    ),
    ("Java properties", "aws.accessKeyId={ID}\naws.secretKey={SECRET}\naws.sessionToken={TOKEN}\n"),
    ("CSV of the console", "User name,Access key ID,Secret access key\nmailer,{ID},{SECRET}\n"),
    ("values one by one", "{ID}\n{SECRET}\n{TOKEN}\n"),
    (
        "aws-vault",
        "AWS_VAULT=mail\nAWS_DEFAULT_REGION=eu-central-1\nAWS_REGION=eu-central-1\nAWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN}\nAWS_SESSION_EXPIRATION=2026-01-15T12:34:56Z\n",
    ),
    (
        "token wrapped by the terminal",
        "export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY={SECRET}\nexport AWS_SESSION_TOKEN={TOKEN1}\n{TOKEN2}\n{TOKEN3}\nexport AWS_REGION=eu-central-1\n",
    ),
    (
        "quoted token wrapped by the terminal",
        "export AWS_SESSION_TOKEN=\"{TOKEN1}\n{TOKEN2}\n{TOKEN3}\"\nexport AWS_ACCESS_KEY_ID=\"{ID}\"\nexport AWS_SECRET_ACCESS_KEY=\"{SECRET}\"\n",
    ),
    (
        "token continued by backslashes",
        "export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY=\\\n{SECRET}\nexport AWS_SESSION_TOKEN={TOKEN1}\\\n{TOKEN2}\\\n{TOKEN3}\n",
    ),
    (
        "token continued by carets",
        "set AWS_ACCESS_KEY_ID={ID}\nset AWS_SECRET_ACCESS_KEY={SECRET}\nset AWS_SESSION_TOKEN={TOKEN1}^\n{TOKEN2}^\n{TOKEN3}\n",
    ),
    (
        "token and the words below it",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN}\nThanks\nAnn\n",
    ),
    (
        "typographic quotes of a mail",
        "AWS_ACCESS_KEY_ID=“{ID}”\nAWS_SECRET_ACCESS_KEY=“{SECRET}”\nAWS_SESSION_TOKEN=‘{TOKEN}’\n",
    ),
    (
        "references beside values",
        "export AWS_ACCESS_KEY_ID=$(jq -r .Credentials.AccessKeyId c.json)\nexport AWS_SECRET_ACCESS_KEY=${SECRET_OF_MINE}\nset AWS_SESSION_TOKEN=%TOKEN_OF_MINE%\nAWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN}\n",
    ),
];

/// Damage, paste, code and field of the error.
pub(super) const DAMAGED: &[(&str, &str, &str, &str)] = &[
    ("nothing", "", "credentials.missing", "accessKeyId"),
    (
        "prose",
        "Please send me the access key: I have lost my session token: both of them.",
        "credentials.missing",
        "accessKeyId",
    ),
    (
        "no secret",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SESSION_TOKEN={TOKEN}",
        "credentials.missing",
        "secretAccessKey",
    ),
    (
        "no key id",
        "AWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN}",
        "credentials.missing",
        "accessKeyId",
    ),
    (
        "no token",
        "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY={SECRET}",
        "credentials.session_token",
        "sessionToken",
    ),
    (
        "empty token",
        "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN=\n",
        "credentials.session_token",
        "sessionToken",
    ),
    (
        "all in comments",
        "# AWS_ACCESS_KEY_ID={ID}\n# AWS_SECRET_ACCESS_KEY={SECRET}",
        "credentials.missing",
        "accessKeyId",
    ),
    (
        "swapped id and secret",
        "AWS_ACCESS_KEY_ID={SECRET}\nAWS_SECRET_ACCESS_KEY={ID}\nAWS_SESSION_TOKEN={TOKEN}",
        "credentials.swapped",
        "secretAccessKey",
    ),
    (
        "secret in both places",
        "AWS_ACCESS_KEY_ID={SECRET}\nAWS_SECRET_ACCESS_KEY={SECRET}",
        "credentials.swapped",
        "accessKeyId",
    ),
    (
        "swapped secret and token",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={TOKEN}\nAWS_SESSION_TOKEN={SECRET}",
        "credentials.swapped",
        "sessionToken",
    ),
    (
        "token for the secret",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={TOKEN}\n",
        "credentials.swapped",
        "secretAccessKey",
    ),
    (
        "key id for the token",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={ID}\n# TOKEN",
        "credentials.swapped",
        "sessionToken",
    ),
    (
        "token with an ellipsis",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN1}…",
        "credentials.cut",
        "sessionToken",
    ),
    (
        "token with three dots",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN1}...",
        "credentials.cut",
        "sessionToken",
    ),
    (
        "JSON that ends within the token",
        "{\"AccessKeyId\":\"{ID}\",\"SecretAccessKey\":\"{SECRET}\",\"SessionToken\":\"{TOKEN1}",
        "credentials.cut",
        "sessionToken",
    ),
    (
        "quote that is never closed",
        "export AWS_ACCESS_KEY_ID=\"{ID}\"\nexport AWS_SECRET_ACCESS_KEY=\"{SECRET}\nexport AWS_SESSION_TOKEN=\"{TOKEN}\"\n",
        "credentials.cut",
        "secretAccessKey",
    ),
    (
        "hidden secret",
        "aws_access_key_id = {ID}\naws_secret_access_key = ****************EKEY",
        "credentials.cut",
        "secretAccessKey",
    ),
    (
        "blank within the secret",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDEN G/bPxRfiCYEXAMPLEKEY\nAWS_SESSION_TOKEN={TOKEN}",
        "credentials.cut",
        "secretAccessKey",
    ),
    (
        "blank within a quoted secret",
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY=\"wJalrXUtnFEMI/K7MDEN G/bPxRfiCYEXAMPLEKEY\"\nAWS_SESSION_TOKEN={TOKEN}",
        "credentials.cut",
        "secretAccessKey",
    ),
    (
        "blank within the token",
        "Access key ID: {ID}\nSecret access key: {SECRET}\nSession token: {TOKEN1} {TOKEN2}\n",
        "credentials.cut",
        "sessionToken",
    ),
    (
        "strange key id",
        "AWS_ACCESS_KEY_ID=ann@example.com\nAWS_SECRET_ACCESS_KEY={SECRET}",
        "credentials.access_key_id",
        "accessKeyId",
    ),
    (
        "access token of IAM Identity Center",
        "{\"startUrl\": \"https://d-1.awsapps.com/start\", \"region\": \"eu-central-1\", \"accessToken\": \"aoaAAAAAGexample{TOKEN1}\", \"expiresAt\": \"2026-01-15T12:34:56Z\"}",
        "credentials.access_token",
        "accessKeyId",
    ),
    (
        "bearer token",
        "export AWS_BEARER_TOKEN_BEDROCK=ABSK{TOKEN1}",
        "credentials.access_token",
        "accessKeyId",
    ),
    (
        "SMTP credentials",
        "SMTP user name: {ID}\nSMTP password: BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9",
        "credentials.smtp",
        "accessKeyId",
    ),
    (
        "a role alone",
        "[profile mail]\nrole_arn = arn:aws:iam::123456789012:role/Sender\nsource_profile = base\nregion = us-east-1\n",
        "credentials.missing",
        "accessKeyId",
    ),
];

/// Profiles to choose from.
pub(super) const PROFILES: &str = "[default]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\naws_session_token = {TOKEN}\nregion = eu-central-1\n\n[123456789012_Mailer]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\naws_session_token = {TOKEN}\nregion = us-east-1\n\n[profile role]\nrole_arn = arn:aws:iam::123456789012:role/mail/Sender\nsource_profile = default\n";
