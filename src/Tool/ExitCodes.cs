namespace NetGen.Tool;

/// <summary>What the program returns to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done; for verify, equal.</summary>
    public const int Success = 0;

    /// <summary>verify: different.</summary>
    public const int Different = 1;

    /// <summary>Wrong arguments, or files that cannot be read or written.</summary>
    public const int BadInput = 2;

    /// <summary>A model or network that cannot be taken; everything that is not supported is listed.</summary>
    public const int NotSupported = 3;

    /// <summary>Ctrl+C, as shells have it: 128 and the number of the signal.</summary>
    public const int Cancelled = 130;
}

/// <summary>Arguments, or files that they name, are wrong.</summary>
internal sealed class InputException(string message) : Exception(message);
