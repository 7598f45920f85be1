namespace NetGen.Onnx;

/// <summary>A file is no sound ONNX model (or tensor): damaged, contradictory, or with numbers beyond any limit.</summary>
public sealed class InvalidModelException : Exception
{
    /// <summary>A file with what is wrong with it.</summary>
    /// <param name="source">The file.</param>
    /// <param name="faults">One sentence each.</param>
    /// <param name="innerException">The cause, if an exception was.</param>
    public InvalidModelException(string source, IReadOnlyList<string> faults, Exception? innerException = null)
        : base($"'{source}' cannot be read:{FaultText.Of(faults)}", innerException) => Faults = faults;

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults { get; }
}

/// <summary>A sound model that NetGen has no layers for.</summary>
public sealed class UnsupportedModelException : Exception
{
    /// <summary>A model with everything in it that is not supported.</summary>
    /// <param name="source">The file.</param>
    /// <param name="faults">One sentence each, with the node and the reason.</param>
    public UnsupportedModelException(string source, IReadOnlyList<string> faults)
        : base($"'{source}' is not supported:{FaultText.Of(faults)}") => Faults = faults;

    /// <summary>Everything that is not supported, one sentence each, with the node and the reason.</summary>
    public IReadOnlyList<string> Faults { get; }
}

internal static class FaultText
{
    public static string Of(IReadOnlyList<string> faults) => string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"));
}
