namespace NetGen.Fuzz.Tests;

/// <summary>A network does not do what it should. The message holds its declaration, to be pasted into a test.</summary>
/// <param name="model">The network.</param>
/// <param name="what">What is wrong, with the size of the image where it matters.</param>
/// <param name="inner">What was thrown.</param>
public sealed class NetworkFailure(NetworkModel model, string what, Exception? inner = null) : Exception($"{what}\n{model}", inner);
