namespace NetGen.Networks.Tests.Support;

/// <summary>Tests that count the process's allocations, or need its memory: no other test runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
