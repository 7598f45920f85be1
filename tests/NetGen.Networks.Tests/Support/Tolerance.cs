namespace NetGen.Networks.Tests.Support;

internal static class Tolerance
{
    /// <summary>
    /// How far a network may be from the same layers in double precision, in units of its output's root mean square. The contract allows a
    /// layer 6e-5 with fast kernels; errors of successive layers are independent, so they add as squares, and the deepest network that runs
    /// here has 27 convolutions: 6e-5·√27 = 3.1e-4 bounds them, and a mistake in any of them is a thousand times as large.
    /// </summary>
    public const double Network = 3.1e-4;
}
