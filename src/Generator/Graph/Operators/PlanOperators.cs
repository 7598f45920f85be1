namespace NetGen.Generator.Graph;

/// <summary>
/// A change between height × width × channels and channels × height × width. No attribute declares it: the plan puts it in.
/// </summary>
internal sealed record LayoutChangeOperator(bool ToNchw) : Operator("LayoutChange");

/// <summary>Output = input: a network whose layers all do nothing when it is run.</summary>
internal sealed record CopyOperator() : Operator("Copy");
