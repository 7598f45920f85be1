namespace NetGen.Networks.Tests.Zoo;

/// <summary>
/// Branches by the direct sum and by Winograd's algorithms for filters of 3×3, 5×5 and 7×7, of two groups too, and of channels that fill no pair of blocks: all of
/// them write to the joined map.
/// </summary>
[Network]
[Input(30, 27, 16)]
[Conv(1, 128, Name = "stem"), Relu(Name = "stemmed")]
[Conv(1, 24, Name = "a"), Relu(Name = "ones")]
[Conv(3, 48, Pad = 1, Groups = 2, Name = "b", From = "stemmed"), Relu(Name = "threes")]
[Conv(5, 80, Pad = 2, Groups = 2, Name = "c", From = "stemmed"), Relu(Name = "fives")]
[Conv(7, 40, Pad = 3, Name = "d", From = "stemmed"), Relu(Name = "sevens")]
[Concat("ones", "threes", "fives")]
[Conv(1, 8, Name = "e")]
public sealed partial class JoinedBranches;

/// <summary>The same, but that a branch is an output by itself, so that all are copied.</summary>
[Network]
[Input(30, 27, 16)]
[Conv(1, 128, Name = "stem"), Relu(Name = "stemmed")]
[Conv(1, 24, Name = "a"), Relu(Name = "ones")]
[Conv(3, 48, Pad = 1, Groups = 2, Name = "b", From = "stemmed"), Relu(Name = "threes")]
[Conv(5, 80, Pad = 2, Groups = 2, Name = "c", From = "stemmed"), Relu(Name = "fives")]
[Conv(7, 40, Pad = 3, Name = "d", From = "stemmed"), Relu(Name = "sevens")]
[Concat("ones", "threes", "fives", Name = "all")]
[Conv(1, 8, Name = "e")]
[Output("sevens")]
public sealed partial class CopiedBranches;
